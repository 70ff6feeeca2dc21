import {
  type FrameRun,
  runsWhere,
  shownBeside,
  shownSeconds,
  spanLengthOf,
  spanWithin,
  steadyRuns,
  sustained,
  trimmed,
  windowAround,
} from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';

/** Seconds over which flicker is measured, and over which the slow course of exposure is followed. */
const WINDOW = 1;
const SLOW = 0.5;
const LEAST_FRAMES = 10;
/** Turns of brightness in a window: below it is a flash or a change of light, not flicker. */
const LEAST_TURNS = 5;
/** Seconds that it must last. */
const LASTING = 0.3;
/** Percent of the luma range: larger swings are a strobe, lightning or a light being switched. */
const DELIBERATE = 20;

const operator = {
  id: 'luma-flicker',
  version: 1,
  title: 'Exposure flicker',
  rationales: ['cinematography.lens.exposure.no-exposure-flicker'],
  quantity: 'swing of overall brightness',
  unit: '%',
  source:
    'Overall brightness is the running sum of the median luma change over 144 picture cells, so that movement does not count; its slow course (0.5 s mean) is taken out. Value: 2√2 × its root mean square over 1 s (the swing of a sine), in percent of the luma range, where it turns at least 5 times. Swings above 20 % are taken for a strobe or lightning.',
} as const;

export const lumaFlicker: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const { partial } = threshold;
    const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= LEAST_FRAMES);
    if (runs.length === 0) return { status: 'unmeasurable', reason: 'Too few frames in one shot to see brightness flicker.' };
    const step = signals.frames.series.lumaStep;
    const fast = new Float32Array(step.length);
    const swing = new Float32Array(step.length);
    let deliberate = false;
    for (const run of runs) {
      fillFastCourse(fast, step, run, (frame) => windowAround(signals, run, frame, SLOW, 5));
      for (let frame = run.from; frame < run.to; frame++) {
        swing[frame] = swingAround(fast, windowAround(signals, run, frame, WINDOW, LEAST_FRAMES));
      }
      for (const part of runsWhere(run, (frame) => (swing[frame] ?? 0) > partial)) {
        // The windows around a strobe hold part of it, so all that hangs together with it goes.
        if (!swing.subarray(part.from, part.to).some((value) => value > DELIBERATE)) continue;
        swing.fill(0, part.from, part.to);
        deliberate = true;
      }
    }
    const lasting = Math.min(LASTING, range.end - range.start) - 1e-3;
    const { highest, where, above } = sustained(signals, swing, runs, lasting, partial);
    if (!where) return { status: 'unmeasurable', reason: 'Every shot in this range is too short to see brightness flicker.' };
    const events = above.map(({ value, ...part }) => {
      const flickering = trimmed(fast, part, (0.25 * value * 255) / 100);
      const length = shownSeconds(spanLengthOf(signals, flickering));
      const sentence = `Brightness flickers by ${shownBeside(partial, value)} % of its range for ${length} (limit ${partial} %).`;
      return measuredEvent(operator, { value, span: spanWithin(signals, flickering, range), sentence, threshold });
    });
    const summary =
      highest > partial
        ? `Brightness flickers by up to ${shownBeside(partial, highest)} % of its range (limit ${partial} %).`
        : `Brightness is steady: it flickers by at most ${shownBeside(partial, highest)} % of its range (limit ${partial} %).`;
    const note = deliberate ? ' Swings above 20 % were taken for a strobe or lightning.' : '';
    return {
      status: 'measured',
      summary: measuredEvent(operator, {
        value: highest,
        span: spanWithin(signals, where, range),
        sentence: summary + note,
        threshold,
      }),
      events,
    };
  },
};

/** Fills the frames of `run` with overall brightness, its slow course taken out. */
function fillFastCourse(fast: Float32Array, step: Float32Array, run: FrameRun, around: (frame: number) => FrameRun): void {
  const sums = new Float64Array(run.to - run.from + 1);
  let level = 0;
  for (let frame = run.from; frame < run.to; frame++) {
    // The first step of a run comes from the frame before it, which belongs to something else.
    if (frame > run.from) level += step[frame] ?? 0;
    fast[frame] = level;
    sums[frame - run.from + 1] = (sums[frame - run.from] ?? 0) + level;
  }
  for (let frame = run.from; frame < run.to; frame++) {
    const { from, to } = around(frame);
    fast[frame] = (fast[frame] ?? 0) - ((sums[to - run.from] ?? 0) - (sums[from - run.from] ?? 0)) / (to - from);
  }
}

/** Swing in percent of the luma range; 0 where brightness does not turn often enough. */
function swingAround(fast: Float32Array, { from, to }: FrameRun): number {
  let squares = 0;
  for (let frame = from; frame < to; frame++) squares += (fast[frame] ?? 0) ** 2;
  const rms = Math.sqrt(squares / (to - from));
  let turns = 0;
  let last = 0;
  for (let frame = from; frame < to; frame++) {
    const value = fast[frame] ?? 0;
    if (Math.abs(value) < 0.5 * rms) continue;
    if (last !== 0 && Math.sign(value) !== last) turns++;
    last = Math.sign(value);
  }
  return turns >= LEAST_TURNS ? (2 * Math.SQRT2 * rms * 100) / 255 : 0;
}
