import { AUDIO_HOP } from '../../core/series/sound.ts';
import type { TimeSpan } from '../../core/time.ts';

/** Hops in a gating block of 400 ms, and between the starts of two blocks (75 % overlap). */
const BLOCK = Math.round(0.4 / AUDIO_HOP);
const STEP = Math.round(0.1 / AUDIO_HOP);

/** Shortest range in seconds that holds a gating block. */
export const SHORTEST_LOUDNESS_RANGE = 0.4;

const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;

/** Loudness in LUFS of a K-weighted, channel-weighted mean square; −∞ for silence. */
export function loudnessOfEnergy(energy: number): number {
  return -0.691 + 10 * Math.log10(energy);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function blockEnergies(energy: Float32Array, range: TimeSpan): number[] {
  const from = Math.round(range.start / AUDIO_HOP);
  const to = Math.min(Math.round(range.end / AUDIO_HOP), energy.length);
  const blocks: number[] = [];
  for (let start = from; start + BLOCK <= to; start += STEP) {
    let sum = 0;
    for (let hop = start; hop < start + BLOCK; hop++) sum += energy[hop] ?? 0;
    blocks.push(sum / BLOCK);
  }
  return blocks;
}

/**
 * Integrated loudness in LUFS (ITU-R BS.1770-4, EBU R 128) of the part of the `loudnessEnergy` series inside `range`: blocks
 * of 400 ms every 100 ms, gated at −70 LUFS and then at 10 LU below the mean of what is left.
 * `null` when no block passes the gate: the range is silent, or shorter than a block.
 */
export function integratedLoudness(energy: Float32Array, range: TimeSpan): number | null {
  const audible = blockEnergies(energy, range).filter((block) => loudnessOfEnergy(block) > ABSOLUTE_GATE);
  if (audible.length === 0) return null;
  const gate = loudnessOfEnergy(mean(audible)) + RELATIVE_GATE;
  return loudnessOfEnergy(mean(audible.filter((block) => loudnessOfEnergy(block) > gate)));
}

/** Momentary loudness in LUFS (EBU Tech 3341: 400 ms) every 100 ms of `range`, at the middle of each block; −∞ for digital silence. */
export function momentaryLoudness(
  energy: Float32Array,
  range: TimeSpan,
): { readonly times: Float64Array; readonly values: Float32Array } {
  const blocks = blockEnergies(energy, range);
  const first = (Math.round(range.start / AUDIO_HOP) + BLOCK / 2) * AUDIO_HOP;
  return {
    times: Float64Array.from(blocks, (_, i) => first + i * STEP * AUDIO_HOP),
    values: Float32Array.from(blocks, loudnessOfEnergy),
  };
}

/**
 * The loudest 400 ms (momentary loudness, LUFS) inside `range`; −∞ for digital silence, `null` when the range is shorter.
 */
export function largestMomentaryLoudness(energy: Float32Array, range: TimeSpan): number | null {
  const blocks = blockEnergies(energy, range);
  return blocks.length === 0 ? null : loudnessOfEnergy(Math.max(...blocks));
}
