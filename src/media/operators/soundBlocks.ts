import { AUDIO_HOP, BAND_COUNT, BAND_EDGES, BAND_FLOOR, BAND_STEPS, SOUND_BLOCK, SPECTRUM } from '../../core/series/sound.ts';
import type { TimeSpan } from '../../core/time.ts';
import type { Trace } from './operator.ts';
import type { Sound } from './sound.ts';

/** Something that has a place in a row of equal steps of time: `from` ≤ index < `to`. */
export interface BlockRun {
  readonly from: number;
  readonly to: number;
}

/** The whole blocks that lie in `range`. */
export function blocksIn(sound: Sound, range: TimeSpan): BlockRun {
  const count = sound.blocks.series.leftPower.length;
  const to = Math.min(Math.floor(range.end / SOUND_BLOCK + 1e-6), count);
  return { from: Math.min(Math.ceil(range.start / SOUND_BLOCK - 1e-6), to), to: Math.max(0, to) };
}

/** Clip time covered by a run of blocks, cut to the range that is judged. */
export function blockSpan({ from, to }: BlockRun, range: TimeSpan): TimeSpan {
  const start = Math.max(from * SOUND_BLOCK, range.start);
  return { start, end: Math.max(start, Math.min(to * SOUND_BLOCK, range.end)) };
}

/** The maximal runs of blocks in `run` for which `holds` is true. */
export function blockRunsWhere({ from, to }: BlockRun, holds: (block: number) => boolean): BlockRun[] {
  const runs: BlockRun[] = [];
  let start = -1;
  for (let block = from; block <= to; block++) {
    const inside = block < to && holds(block);
    if (inside && start < 0) start = block;
    if (!inside && start >= 0) {
      runs.push({ from: start, to: block });
      start = -1;
    }
  }
  return runs;
}

/** Hz at which a band begins, and with its number of bands, where the last one ends. */
export function bandEdge(band: number): number {
  return (BAND_EDGES[band] ?? 0) * SPECTRUM.binWidth;
}

/** The bands that lie between two frequencies in Hz. */
export function bandsBetween(low: number, high: number): readonly number[] {
  return Array.from({ length: BAND_COUNT }, (_, band) => band).filter(
    (band) => bandEdge(band) >= low && bandEdge(band + 1) <= high,
  );
}

/** Level of a band in one block, in dB; −120 stands for everything below. */
export function bandLevel(sound: Sound, block: number, band: number): number {
  return (sound.blocks.bands[block * BAND_COUNT + band] ?? 0) / BAND_STEPS + BAND_FLOOR;
}

/** Level of several bands together in one block, in dB. */
export function levelOfBands(sound: Sound, block: number, bands: readonly number[]): number {
  return 10 * Math.log10(bands.reduce((sum, band) => sum + 10 ** (bandLevel(sound, block, band) / 10), 0));
}

/** A trace of one value per block of the range. */
export function blockTrace(run: BlockRun, valueAt: (block: number) => number): Trace {
  const length = run.to - run.from;
  return {
    times: Float64Array.from({ length }, (_, i) => (run.from + i) * SOUND_BLOCK),
    values: Float32Array.from({ length }, (_, i) => valueAt(run.from + i)),
  };
}

/** A trace of one value per hop of the range. */
export function hopTrace(run: BlockRun, valueAt: (hop: number) => number): Trace {
  const length = run.to - run.from;
  return {
    times: Float64Array.from({ length }, (_, i) => (run.from + i) * AUDIO_HOP),
    values: Float32Array.from({ length }, (_, i) => valueAt(run.from + i)),
  };
}
