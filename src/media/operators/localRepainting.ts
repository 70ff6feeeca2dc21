import type { PictureRegion } from '../../core/measurement.ts';
import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import {
  type FrameRun,
  quantile,
  runsWhere,
  shownBeside,
  shownSeconds,
  spanLengthOf,
  spanWithin,
  steadyRuns,
  sustained,
} from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { frameTrace } from './overTime.ts';

/** Frames of a shot that it takes to tell jumps from movement. */
const LEAST_FRAMES = 18;
/** Seconds that redrawing must last, and pauses of it that do not count. */
const LASTING = 0.3;
const PAUSE = 0.3;
/** A gesture is restless for a moment, redrawing goes on: what stays for these seconds counts so many times. */
const STAYING = { seconds: 0.7, times: 1.5 };
/** The calm level of a shot is so many times this quantile of it, in percent of the picture size at most so much: a shot may be redrawn throughout. */
const CALM = { share: 0.25, times: 1.5, most: 0.085 };
/** Redrawing reaches as far as it keeps this share of its highest value. */
const REACH = 0.4;
/** A region that spans this share of a side is not on one side of it. */
const WIDE = 0.6;

const operator = {
  id: 'local-repainting',
  version: 3,
  title: 'Redrawn detail',
  rationales: ['aesthetics.visual-quality.temporal-consistency.no-boiling-detail'],
  quantity: 'jumps of redrawn detail about its place, beyond those of the calm part of the shot, lasting ones weighted',
  unit: '% of picture size',
  source:
    'Motion of blocks of a twentieth of the picture, beside that of the camera and of their surroundings. Detail that is redrawn in every frame is displaced at random, so that its acceleration turns round from frame to frame: σ² = −mean(a(t)·a(t−1)) / 4 along the directions that the texture can tell, median over areas of 3 × 3 blocks and over 12 moved frames; the worst area counts. One and a half times what the calm quarter of the shot shows (at most 0.085 %) is taken off, as squares are: σ² − σ²calm. What stays beyond all of that for 0.7 s counts one and a half times, since what moves is restless for a moment only. Where the residual is larger than jumps explain, texture is too fine for the small picture, and the value is lowered. Own method.',
} as const;

export const localRepainting: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const { partial } = threshold;
    const runs = runsOf(signals, range);
    if (runs.length === 0) {
      return { status: 'unmeasurable', reason: 'Too few frames in one shot to tell redrawn detail from movement.' };
    }
    const jumps = jumpsOf(signals, runs);
    const lasting = Math.min(LASTING, range.end - range.start) - 1e-3;
    const parts = runs.flatMap((run) =>
      joined(
        signals,
        joined(
          signals,
          runsWhere(run, (frame) => (jumps[frame] ?? 0) > partial),
        )
          .filter((part) => spanLengthOf(signals, part) >= lasting)
          .map((part) => grown(jumps, part, run)),
      ),
    );
    const events = parts.map((part) => {
      const worst = highestIn(jumps, part);
      const value = jumps[worst] ?? 0;
      const region = regionAt(signals, worst);
      const length = shownSeconds(spanLengthOf(signals, part));
      const sentence = `Detail ${placeOf(region)} is redrawn from frame to frame for ${length}: it jumps about its place by ${shownBeside(partial, value, 2)} % of the picture size, what stays weighted by half as much again (limit ${partial} %).`;
      return measuredEvent(operator, { value, span: spanWithin(signals, part, range), sentence, threshold, region });
    });
    const worst = worstOf(events);
    if (worst) return { status: 'measured', summary: worst, events };
    const { highest, where } = sustained(signals, jumps, runs, lasting, partial);
    const sentence = `Detail stays in its place: it jumps by at most ${shownBeside(partial, highest, 2)} % of the picture size (limit ${partial} %).`;
    const span = where ? spanWithin(signals, where, range) : range;
    return { status: 'measured', summary: measuredEvent(operator, { value: highest, span, sentence, threshold }), events };
  },
  trace: ({ signals, range }) => frameTrace(signals, range, jumpsOf(signals, runsOf(signals, range))),
};

function runsOf(signals: Signals, range: TimeSpan): FrameRun[] {
  return steadyRuns(signals, range).filter(({ from, to }) => to - from >= LEAST_FRAMES);
}

/** In percent of the picture size, without what the calm part of each shot shows as well. */
function jumpsOf(signals: Signals, runs: readonly FrameRun[]): Float32Array {
  const { series } = signals.frames;
  const jumps = new Float32Array(series.redraw.length);
  for (const run of runs) {
    const calm = 100 * CALM.times * (quantile(series.redraw, run, CALM.share) ?? 0);
    const beyond = (frame: number, level: number) =>
      Math.sqrt(Math.max(0, (100 * (series.redraw[frame] ?? 0)) ** 2 - level ** 2));
    for (let frame = run.from; frame < run.to; frame++) jumps[frame] = beyond(frame, calm);
    const staying = stayingIn(signals, jumps, run);
    for (let frame = run.from; frame < run.to; frame++) {
      jumps[frame] = Math.max(beyond(frame, Math.min(CALM.most, calm)), STAYING.times * (staying[frame] ?? 0));
    }
  }
  return jumps;
}

/** What every frame of a run keeps for long enough around it: the largest lowest value of the stretches that it lies in. */
function stayingIn(signals: Signals, jumps: Float32Array, run: FrameRun): Float32Array {
  const staying = new Float32Array(jumps.length);
  for (let from = run.from, to = run.from; from < run.to; from++) {
    while (to < run.to && spanLengthOf(signals, { from, to }) < STAYING.seconds - 1e-3) to++;
    if (spanLengthOf(signals, { from, to }) < STAYING.seconds - 1e-3) break;
    const lowest = jumps.subarray(from, to).reduce((a, b) => Math.min(a, b));
    for (let frame = from; frame < to; frame++) staying[frame] = Math.max(staying[frame] ?? 0, lowest);
  }
  return staying;
}

/** `part` with the frames before and after it in which redrawing begins and ends. */
function grown(jumps: Float32Array, part: FrameRun, run: FrameRun): FrameRun {
  const least = REACH * (jumps[highestIn(jumps, part)] ?? 0);
  let { from, to } = part;
  while (from > run.from && (jumps[from - 1] ?? 0) >= least) from--;
  while (to < run.to && (jumps[to] ?? 0) >= least) to++;
  return { from, to };
}

function highestIn(values: Float32Array, { from, to }: FrameRun): number {
  let highest = from;
  for (let frame = from; frame < to; frame++) if ((values[frame] ?? 0) > (values[highest] ?? 0)) highest = frame;
  return highest;
}

function joined(signals: Signals, parts: readonly FrameRun[]): FrameRun[] {
  const whole: FrameRun[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (last && spanLengthOf(signals, { from: last.to, to: part.from }) < PAUSE) {
      whole.splice(-1, 1, { from: last.from, to: Math.max(last.to, part.to) });
    } else whole.push(part);
  }
  return whole;
}

function regionAt({ frames: { series } }: Signals, frame: number): PictureRegion {
  const share = (values: Float32Array) => Math.min(1, Math.max(0, values[frame] ?? 0));
  const x = share(series.redrawLeft);
  const y = share(series.redrawTop);
  return { x, y, width: Math.min(1 - x, share(series.redrawWidth)), height: Math.min(1 - y, share(series.redrawHeight)) };
}

/** Where a region lies, in words. */
function placeOf({ x, y, width, height }: PictureRegion): string {
  const third = (start: number, length: number, names: readonly [string, string, string]) => {
    const centre = start + length / 2;
    return length >= WIDE ? '' : centre < 0.37 ? names[0] : centre > 0.63 ? names[2] : names[1];
  };
  const across = third(x, width, ['on the left', 'in the middle', 'on the right']);
  const down = third(y, height, ['at the top', 'in the middle', 'at the bottom']);
  if (across === '' && down === '') return 'all over the picture';
  if (across === 'in the middle' && down === 'in the middle') return 'in the middle of the picture';
  const row = down === 'in the middle' ? '' : down;
  const column = across === 'in the middle' ? '' : across;
  if (row === '' || column === '') return row || column || 'across the middle';
  return row === 'at the top' ? `at the top ${column}` : `at the bottom ${column}`;
}
