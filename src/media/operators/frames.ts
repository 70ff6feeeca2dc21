import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';

/** Frames `from` ≤ index < `to`. */
export interface FrameRun {
  readonly from: number;
  readonly to: number;
}

/** Tolerance in seconds when a range's border is compared with frame times. */
const EPSILON = 1e-6;

/** The first place of an ascending row whose value is not below `least`. */
export function firstFrom(ascending: ArrayLike<number>, least: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The frames that appear inside `range`. */
export function framesIn(signals: Signals, range: TimeSpan): FrameRun {
  const { times } = signals.frames;
  const from = firstFrom(times, range.start - EPSILON);
  return { from, to: Math.max(from, firstFrom(times, range.end - EPSILON)) };
}

/**
 * The frames inside `range`, cut up where a new shot begins, with gradual transitions left out: within a run, every change
 * belongs to one shot.
 */
export function steadyRuns(signals: Signals, range: TimeSpan): FrameRun[] {
  const { times } = signals.frames;
  const { from, to } = framesIn(signals, range);
  const runs: FrameRun[] = [];
  let start = from;
  for (const boundary of signals.boundaries) {
    let end = start;
    while (end < to && (times[end] ?? 0) < boundary.start - EPSILON) end++;
    if (end > start) runs.push({ from: start, to: end });
    start = end;
    // A cut ends where it starts, so that its own frame already belongs to the next run.
    while (start < to && boundary.end > boundary.start && (times[start] ?? 0) <= boundary.end + EPSILON) start++;
  }
  if (to > start) runs.push({ from: start, to });
  return runs;
}

/** The time during which the frames of a run are on screen. */
export function spanOf(signals: Signals, { from, to }: FrameRun): TimeSpan {
  const { times, end } = signals.frames;
  return { start: times[from] ?? 0, end: times[to] ?? end };
}

/** `spanOf`, cut to the range that is judged. */
export function spanWithin(signals: Signals, run: FrameRun, range: TimeSpan): TimeSpan {
  const span = spanOf(signals, run);
  const start = Math.max(span.start, range.start);
  return { start, end: Math.max(start, Math.min(span.end, range.end)) };
}

/** The maximal runs of frames inside `run` for which `holds` is true. */
export function runsWhere(run: FrameRun, holds: (frame: number) => boolean): FrameRun[] {
  const runs: FrameRun[] = [];
  let start = -1;
  for (let frame = run.from; frame <= run.to; frame++) {
    const inside = frame < run.to && holds(frame);
    if (inside && start < 0) start = frame;
    if (!inside && start >= 0) {
      runs.push({ from: start, to: frame });
      start = -1;
    }
  }
  return runs;
}

/** The run of frames around `frame`, inside `run`, that reaches about `seconds` / 2 to either side (at least `least` frames in all). */
export function windowAround(signals: Signals, run: FrameRun, frame: number, seconds: number, least: number): FrameRun {
  const { times } = signals.frames;
  const centre = times[frame] ?? 0;
  let from = frame;
  let to = frame + 1;
  while (from > run.from && (times[from - 1] ?? 0) >= centre - seconds / 2) from--;
  while (to < run.to && (times[to] ?? 0) <= centre + seconds / 2) to++;
  while (to - from < least && (from > run.from || to < run.to)) {
    if (from > run.from) from--;
    if (to < run.to && to - from < least) to++;
  }
  return { from, to };
}

/** The `share` quantile (0…1) of a series over a run; `null` for an empty run. */
export function quantile(series: Float32Array, { from, to }: FrameRun, share: number): number | null {
  if (to <= from) return null;
  const sorted = series.slice(from, to).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
}

/** A window reaches beyond a swinging fault on both sides; what remains is the part from the first to the last clear swing. */
export function trimmed(swings: Float32Array, part: FrameRun, clear: number): FrameRun {
  let { from, to } = part;
  while (from + 1 < to && Math.abs(swings[from] ?? 0) < clear) from++;
  while (to - 1 > from && Math.abs(swings[to - 1] ?? 0) < clear) to--;
  return { from, to };
}

/** The largest value that `series` reaches and keeps for `seconds`, with the runs that keep more than `limit` that long. */
export function sustained(
  signals: Signals,
  series: Float32Array,
  runs: readonly FrameRun[],
  seconds: number,
  limit: number,
): { readonly highest: number; readonly where: FrameRun | null; readonly above: readonly (FrameRun & { value: number })[] } {
  let highest = Number.NEGATIVE_INFINITY;
  let where: FrameRun | null = null;
  const above: (FrameRun & { value: number })[] = [];
  for (const run of runs) {
    const best = highestKept(signals, series, run, seconds);
    if (best && best.value > highest) {
      highest = best.value;
      where = best.run;
    }
    for (const part of runsWhere(run, (frame) => (series[frame] ?? 0) > limit)) {
      const kept = highestKept(signals, series, part, seconds);
      if (kept) above.push({ ...part, value: kept.value });
    }
  }
  return { highest: where ? highest : 0, where, above };
}

/** The best lowest value over any stretch of `seconds` inside `run`; `null` when the run is shorter. */
function highestKept(
  signals: Signals,
  series: Float32Array,
  run: FrameRun,
  seconds: number,
): { value: number; run: FrameRun } | null {
  let best: { value: number; run: FrameRun } | null = null;
  let to = run.from;
  for (let from = run.from; from < run.to; from++) {
    while (to < run.to && spanLengthOf(signals, { from, to }) < seconds - EPSILON) to++;
    if (spanLengthOf(signals, { from, to }) < seconds - EPSILON) break;
    let lowest = Number.POSITIVE_INFINITY;
    for (let frame = from; frame < to; frame++) lowest = Math.min(lowest, series[frame] ?? 0);
    if (!best || lowest > best.value) best = { value: lowest, run: { from, to } };
  }
  return best;
}

/** Seconds that a run is on screen; 0 for an empty one. */
export function spanLengthOf(signals: Signals, run: FrameRun): number {
  if (run.to <= run.from) return 0;
  const { start, end } = spanOf(signals, run);
  return end - start;
}

/** A number as sentences show it: two significant decimals at most, no trailing zeros. */
export function shown(value: number, decimals = 1): string {
  return String(Number(value.toFixed(decimals)));
}

/** A number next to the limit it is held against: with as many decimals as it takes to show that the two differ. */
export function shownBeside(limit: number, value: number, decimals = 1): string {
  let precise = decimals;
  while (value !== limit && Number(value.toFixed(precise)) === limit && precise < 4) precise++;
  return shown(value, precise);
}

/** A length in seconds as sentences show it. */
export function shownSeconds(seconds: number): string {
  return `${shown(seconds, 2)} s`;
}
