import type { Signals } from '../../core/signals.ts';
import { clarityOf } from './clarity.ts';
import { clarityJumps, shareBeside, whilesBetween } from './clarityJumps.ts';
import {
  type FrameRun,
  framesIn,
  quantile,
  runsWhere,
  shownBeside,
  shownSeconds,
  spanLengthOf,
  spanWithin,
  steadyRuns,
  windowAround,
} from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { SortedWindow } from './sortedWindow.ts';

/** Seconds around a frame that tell how sharp the shot is otherwise. */
const CONTEXT = 4;
/** Seconds within which sharpness falls (or comes back) when it is sudden; a focus pull takes longer. */
const SUDDEN = 0.1;
const LEAST_FRAMES = 8;
/** Seconds that the loss lasts at least. */
const LEAST_LENGTH = 0.1;
/** Change of clarity (natural logarithm) of a jump that is looked at. */
const LEAST_JUMP = 0.1;
/** Seconds that a dip between two jumps lasts at most. */
const LONGEST_DIP = 4;
/** Luma levels of fine contrast below which there is nothing to be sharp. */
const LEAST_SHARPNESS = 2;
/** Luma levels added before a ratio is taken, so that next to nothing over nothing says nothing. */
const FLOOR = 0.5;
/** Coarse contrast must stay above this share of its level: otherwise something else came into the picture. */
const KEPT_STRUCTURE = 0.45;
/** Detail at 2 px over detail at 4 px falls to this share: it does when focus goes, not when light or contrast does. */
const LOST_RATIO = 0.86;
const LOST_IN_DIP = 0.95;
/** Sharpness on the good side of a sudden loss, against the bad side. */
const STEP = 1.3;
/** Movement per frame, as share of the picture size, that blurs by itself. */
const FAST = 0.02;

const operator = {
  id: 'sharpness-loss',
  version: 3,
  title: 'Sudden loss of sharpness',
  rationales: ['cinematography.lens.focus.no-sudden-focus-loss'],
  quantity: 'sharpness left, of the shot’s own level',
  unit: '%',
  source:
    'Root mean square of the Laplacian of 2×2 px means of native pixels in four tiles of the picture, noise taken out, against its upper quartile over the 4 s around it in the same shot. Counts when it falls or returns within 0.1 s, lasts 0.1 s, falls more than detail at twice the scale, coarse contrast (16×16 px means) stays, and the camera does not whip. Where clarity (detail at 2 px over the geometric mean of detail at 4 px and coarse contrast) jumps down and within 4 s up again as far, the 0.2 s inside and outside of both jumps are compared instead.',
} as const;

export const sharpnessLoss: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const { partial } = threshold;
    const readings = readingsIn(signals, steadyRuns(signals, range));
    if (readings.length === 0) {
      return { status: 'unmeasurable', reason: 'No shot here is long enough and has enough detail to judge focus.' };
    }
    const clarity = clarityOf(signals);
    const losses = readings.flatMap((reading) => lossesIn(signals, clarity, reading, partial));
    const events = losses
      .filter(({ value }) => value < partial)
      .map(({ part, value }) => {
        const length = shownSeconds(spanLengthOf(signals, part));
        const sentence = `The picture suddenly goes soft for ${length}: ${shownBeside(partial, value, 0)} % of its sharpness is left (limit ${partial} %).`;
        return measuredEvent(operator, { value, span: spanWithin(signals, part, range), sentence, threshold });
      });
    const worst = losses.length > 0 ? losses.reduce((a, b) => (b.value < a.value ? b : a)) : null;
    const summary = worst
      ? {
          value: worst.value,
          span: spanWithin(signals, worst.part, range),
          sentence: `Sharpness suddenly drops to ${shownBeside(partial, worst.value, 0)} % of the shot’s own level (limit ${partial} %).`,
        }
      : { value: 100, span: range, sentence: 'No sudden loss of sharpness within a shot.' };
    return { status: 'measured', summary: measuredEvent(operator, { ...summary, threshold }), events };
  },
  trace({ signals, range }) {
    const readings = readingsIn(signals, steadyRuns(signals, range));
    if (readings.length === 0) return null;
    const { from, to } = framesIn(signals, range);
    const values = new Float32Array(to - from).fill(Number.NaN);
    for (const { run, left } of readings) {
      for (let frame = run.from; frame < run.to; frame++) values[frame - from] = left[frame] ?? Number.NaN;
    }
    return { times: signals.frames.times.slice(from, to), values };
  },
};

interface Loss {
  readonly part: FrameRun;
  /** Percentage of sharpness left. */
  readonly value: number;
}

/** In time order, those above the limit as well when they begin and end at once. */
function lossesIn(signals: Signals, clarity: Float32Array, { run, left, lost }: Reading, limit: number): Loss[] {
  const dips = dipsIn(signals, clarity, run);
  const others = runsWhere(run, (frame) => (left[frame] ?? 100) < limit && lost[frame] === 1)
    .filter((part) => spanLengthOf(signals, part) >= LEAST_LENGTH - 1e-6 && isSudden(signals, run, part))
    .filter((part) => dips.every((dip) => dip.part.to <= part.from || part.to <= dip.part.from))
    .map((part) => ({ part, value: lowest(left, part) }));
  return [...dips, ...others].sort((a, b) => a.part.from - b.part.from);
}

/** Where clarity jumps down and, as far, up again: what is left then is told by the moments on either side, whatever moves. */
function dipsIn(signals: Signals, clarity: Float32Array, run: FrameRun): Loss[] {
  const { sharpness2, sharpness4 } = signals.frames.series;
  const jumps = clarityJumps(signals, clarity, run, LEAST_JUMP);
  return whilesBetween(signals, clarity, jumps, { direction: -1, longest: LONGEST_DIP }).flatMap((part) => {
    const fine = shareBeside(signals, run, part, sharpness2);
    const isLong = spanLengthOf(signals, part) >= LEAST_LENGTH - 1e-6;
    return isLong && fine < LOST_IN_DIP * shareBeside(signals, run, part, sharpness4) ? [{ part, value: 100 * fine }] : [];
  });
}

interface Reading {
  readonly run: FrameRun;
  /** Sharpness left in percent, by frame. */
  readonly left: Float32Array;
  /** 1 where fine detail is gone and nothing else explains it. */
  readonly lost: Uint8Array;
}

/** A reading of every run that is long enough and has contrast to judge by. */
function readingsIn(signals: Signals, runs: readonly FrameRun[]): Reading[] {
  const { sharpness2, sharpness4, structure, panX, panY } = signals.frames.series;
  const left = new Float32Array(sharpness2.length);
  const lost = new Uint8Array(sharpness2.length);
  const judged = runs.filter(
    (run) => run.to - run.from >= LEAST_FRAMES && (quantile(sharpness2, run, 0.75) ?? 0) >= LEAST_SHARPNESS,
  );
  const shares = [sharpness2, sharpness4, structure].map(shareReader);
  for (const run of judged) {
    for (let frame = run.from; frame < run.to; frame++) {
      const context = windowAround(signals, run, frame, CONTEXT, LEAST_FRAMES);
      const [fine, middle, coarse] = shares.map((read) => read(frame, context)) as [number, number, number]; // three in, three out
      left[frame] = 100 * fine;
      const moving = frame > run.from && Math.hypot(panX[frame] ?? 0, panY[frame] ?? 0) > FAST;
      lost[frame] = coarse > KEPT_STRUCTURE && fine < LOST_RATIO * middle && !moving ? 1 : 0;
    }
  }
  return judged.map((run) => ({ run, left, lost }));
}

/** Reads a frame's value as share of the upper quartile around it. */
function shareReader(series: Float32Array): (frame: number, context: FrameRun) => number {
  const window = new SortedWindow(series);
  return (frame, context) => {
    window.moveTo(context);
    return ((series[frame] ?? 0) + FLOOR) / ((window.quantile(0.75) ?? 0) + FLOOR);
  };
}

/** Does sharpness fall to the loss, or come back from it, within a moment? At the ends of a shot only one of the two can be seen. */
function isSudden(signals: Signals, run: FrameRun, part: FrameRun): boolean {
  const before = part.from > run.from ? stepsUp(signals, run, part.from, -1) : null;
  const after = part.to < run.to ? stepsUp(signals, run, part.to - 1, 1) : null;
  return before ?? after ?? false;
}

/** Is the shot clearly sharper a moment away from `frame` in the given direction? */
function stepsUp(signals: Signals, run: FrameRun, frame: number, direction: 1 | -1): boolean {
  const { times, series } = signals.frames;
  const enough = STEP * (series.sharpness2[frame] ?? 0);
  for (let i = frame; i >= run.from && i < run.to; i += direction) {
    // Where frames are far apart, the next one is a moment away.
    if (Math.abs(i - frame) > 1 && Math.abs((times[i] ?? 0) - (times[frame] ?? 0)) > SUDDEN) return false;
    if ((series.sharpness2[i] ?? 0) >= enough) return true;
  }
  return false;
}

function lowest(values: Float32Array, { from, to }: FrameRun): number {
  return values.subarray(from, to).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}
