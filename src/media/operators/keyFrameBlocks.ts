import type { Signals } from '../../core/signals.ts';
import { type FrameRun, quantile, windowAround } from './frames.ts';
import { medianOf } from './statistics.ts';

/** Seconds on either side that a peak is the highest of. */
const PEAK = 0.15;
/** Seconds over which frames tell what is usual around a peak, and how many times that a peak is at least. */
const USUAL = 1;
const ABOVE_USUAL = 1.3;
/** Seconds from one key frame to the next at most: encoders of moving pictures rarely wait longer. */
export const KEY_INTERVAL = 2.1;
/** Change of fine detail (natural logarithm) from frame to frame at which a badly coded stretch begins or ends. */
const STEP = 0.12;
/** Luma levels added to detail before a ratio is taken. */
const FLOOR = 0.5;

/** A stretch in which blocks show with every key frame; between, movement carries them off their grid. */
export interface KeyFrameBlocks extends FrameRun {
  /** What the middle one of its peaks reaches, of an even count the lower one. */
  readonly value: number;
}

/**
 * The stretches of `run` with at least two peaks of `blocks` (by frame) above `least`, one key interval apart at most, from where
 * fine detail changes before the first to where it changes after the last. In time order.
 */
export function keyFrameBlocksIn(signals: Signals, run: FrameRun, blocks: Float32Array, least: number): KeyFrameBlocks[] {
  const { times } = signals.frames;
  const rows: number[][] = [];
  for (const peak of peaksIn(signals, run, blocks)) {
    if ((blocks[peak] ?? 0) <= least) continue;
    const row = rows.at(-1);
    if (row && (times[peak] ?? 0) - (times[row.at(-1) ?? 0] ?? 0) <= KEY_INTERVAL) row.push(peak);
    else rows.push([peak]);
  }
  return rows.flatMap((row) => {
    const first = row[0];
    const last = row.at(-1);
    if (first === undefined || last === undefined || first === last) return [];
    const sorted = row.map((peak) => blocks[peak] ?? 0).sort((a, b) => a - b);
    const interval = medianOf(row.slice(1).map((peak, i) => (times[peak] ?? 0) - (times[row[i] ?? 0] ?? 0))) ?? 0;
    const value = sorted[(sorted.length - 1) >> 1] ?? 0;
    return [{ from: begins(signals, run, first, interval), to: ends(signals, run, last, interval), value }];
  });
}

function peaksIn(signals: Signals, run: FrameRun, blocks: Float32Array): number[] {
  const peaks: number[] = [];
  for (let frame = run.from; frame < run.to; frame++) {
    const value = blocks[frame] ?? 0;
    const beside = windowAround(signals, run, frame, 2 * PEAK, 3);
    const isPeak = blocks
      .subarray(beside.from, beside.to)
      .every((other, i) => other < value || (beside.from + i >= frame && other <= value));
    if (!isPeak) continue;
    const usual = quantile(blocks, windowAround(signals, run, frame, USUAL, 5), 0.5) ?? 0;
    if (value >= ABOVE_USUAL * usual) peaks.push(frame);
  }
  return peaks;
}

/** Where fine detail changes most within a key interval before the first peak; the start of the shot, or the peak itself. */
function begins(signals: Signals, run: FrameRun, first: number, interval: number): number {
  const { times } = signals.frames;
  let from = first;
  while (from > run.from && (times[first] ?? 0) - (times[from - 1] ?? 0) <= interval) from--;
  return largestStep(signals, { from: Math.max(from, run.from + 1), to: first + 1 }) ?? (from === run.from ? from : first);
}

/** Where fine detail changes most within a key interval after the last peak; the end of that interval, or of the shot. */
function ends(signals: Signals, run: FrameRun, last: number, interval: number): number {
  const { times } = signals.frames;
  let to = last + 1;
  while (to < run.to && (times[to] ?? 0) - (times[last] ?? 0) <= interval) to++;
  return largestStep(signals, { from: last + 1, to }) ?? to;
}

function largestStep({ frames }: Signals, { from, to }: FrameRun): number | null {
  const { sharpness } = frames.series;
  let largest = STEP;
  let where: number | null = null;
  for (let frame = from; frame < to; frame++) {
    const step = Math.abs(Math.log(((sharpness[frame] ?? 0) + FLOOR) / ((sharpness[frame - 1] ?? 0) + FLOOR)));
    if (step < largest) continue;
    largest = step;
    where = frame;
  }
  return where;
}
