import type { PictureRegion } from '../../core/measurement.ts';
import type { TileSeries } from '../../core/series/detail.ts';
import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import { firstFrom } from './frames.ts';
import type { Trace } from './operator.ts';

/** Sampled frames `from` ≤ index < `to`. */
export interface SampleRun {
  readonly from: number;
  readonly to: number;
}

/** The sampled frames in each shot inside `range`, gradual transitions left out. */
export function sampleRuns(signals: Signals, range: TimeSpan): SampleRun[] {
  const { times } = signals.tiles;
  const after = (time: number) => firstFrom(times, time) + (times[firstFrom(times, time)] === time ? 1 : 0);
  const beginsShot = new Uint8Array(times.length + 1);
  const isMixed = new Uint8Array(times.length + 1);
  for (const boundary of signals.boundaries) {
    beginsShot[firstFrom(times, boundary.start)] = 1;
    isMixed.fill(1, after(boundary.start), after(boundary.end));
  }
  const runs: SampleRun[] = [];
  let start = -1;
  for (let i = 0; i <= times.length; i++) {
    const time = times[i] ?? Number.POSITIVE_INFINITY;
    const isInside = time >= range.start - 1e-6 && time < range.end - 1e-6 && isMixed[i] === 0;
    if (start >= 0 && (!isInside || beginsShot[i] === 1)) {
      runs.push({ from: start, to: i });
      start = -1;
    }
    if (start < 0 && isInside) start = i;
  }
  return runs;
}

/** The values of all tiles in a run of samples; NaN where a tile had nothing to tell. */
export function tileValues(signals: Signals, name: TileSeries, { from, to }: SampleRun): Float32Array {
  const { series, regions } = signals.tiles;
  return series[name].subarray(from * regions.length, to * regions.length);
}

/** The time from the first sample of a run to the first one after it (or the end of the shot, or of the range). */
export function spanOfSamples(signals: Signals, { from, to }: SampleRun, range: TimeSpan): TimeSpan {
  const { times } = signals.tiles;
  const start = Math.max(range.start, times[from] ?? 0);
  const next = times[to] ?? signals.frames.end;
  const cut = signals.boundaries.find((b) => b.start > (times[to - 1] ?? 0) + 1e-6 && b.start <= next)?.start ?? next;
  return { start, end: Math.max(start, Math.min(cut, range.end)) };
}

/** The samples of a run in which `holds`, joined where only one of two neighbours does not. */
export function samplesWhere(run: SampleRun, holds: (sample: number) => boolean): SampleRun[] {
  const parts: SampleRun[] = [];
  for (let sample = run.from; sample < run.to; sample++) {
    if (!holds(sample)) continue;
    const last = parts.at(-1);
    if (last && sample - last.to <= 1) parts.splice(-1, 1, { from: last.from, to: sample + 1 });
    else parts.push({ from: sample, to: sample + 1 });
  }
  return parts;
}

/** The rectangle around the tiles for which `holds`; `undefined` when all or none of them do. */
export function regionWhere(signals: Signals, holds: (tile: number) => boolean): PictureRegion | undefined {
  const { regions } = signals.tiles;
  const held = regions.filter((_, tile) => holds(tile));
  if (held.length === 0 || held.length === regions.length) return undefined;
  const x = Math.min(...held.map((region) => region.x));
  const y = Math.min(...held.map((region) => region.y));
  return {
    x,
    y,
    width: Math.max(...held.map((region) => region.x + region.width)) - x,
    height: Math.max(...held.map((region) => region.y + region.height)) - y,
  };
}

/** One value per sample inside `range` over time; `null` when there are none. */
export function tileTrace(signals: Signals, range: TimeSpan, read: (sample: number) => number | null): Trace | null {
  const samples = sampleRuns(signals, range).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  if (samples.length === 0) return null;
  return {
    times: Float64Array.from(samples, (sample) => signals.tiles.times[sample] ?? 0),
    values: Float32Array.from(samples, (sample) => read(sample) ?? Number.NaN),
  };
}

/** The largest value that two samples in a row reach; the only one of a run of one. `null` values are passed over. */
export function sustainedHighest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length <= 1) return known[0] ?? null;
  return known.reduce<number | null>((highest, value, i) => {
    const kept = Math.min(value, known[i - 1] ?? Number.NEGATIVE_INFINITY);
    return highest === null ? (i === 0 ? null : kept) : Math.max(highest, kept);
  }, null);
}
