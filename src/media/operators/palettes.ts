import { PALETTE_BINS, PALETTE_CHROMA, PALETTE_LIGHTNESS } from '../../core/series/sampled.ts';
import type { Signals } from '../../core/signals.ts';

/** The shares of the bins of a palette; see `PALETTE_BINS`. */
export type Palette = Float64Array;

/** The mean palette of some samples; `null` of none. */
export function meanPalette({ samples }: Signals, which: readonly number[]): Palette | null {
  const sum = new Float64Array(PALETTE_BINS);
  let total = 0;
  for (const sample of which) {
    for (let bin = 0; bin < PALETTE_BINS; bin++) {
      const share = samples.palettes[sample * PALETTE_BINS + bin] ?? 0;
      sum[bin] = (sum[bin] ?? 0) + share;
      total += share;
    }
  }
  return total > 0 ? sum.map((share) => share / total) : null;
}

const DIRECTIONS = 24;

interface Projection {
  /** Bins in the order in which they lie along the direction. */
  readonly order: Uint16Array;
  /** Distance from each bin of that order to the next. */
  readonly gaps: Float64Array;
}

/** Directions spread evenly over half the sphere (a Fibonacci lattice). */
const PROJECTIONS: readonly Projection[] = Array.from({ length: DIRECTIONS }, (_, i) => {
  const z = (i + 0.5) / DIRECTIONS;
  const angle = i * Math.PI * (3 - Math.sqrt(5));
  const radius = Math.sqrt(1 - z * z);
  const places = Array.from({ length: PALETTE_BINS }, (__, bin) => {
    const b = bin % PALETTE_CHROMA.length;
    const a = Math.floor(bin / PALETTE_CHROMA.length) % PALETTE_CHROMA.length;
    const lightness = Math.floor(bin / PALETTE_CHROMA.length ** 2);
    return (
      z * (PALETTE_LIGHTNESS[lightness] ?? 0) +
      radius * (Math.cos(angle) * (PALETTE_CHROMA[a] ?? 0) + Math.sin(angle) * (PALETTE_CHROMA[b] ?? 0))
    );
  });
  const order = Uint16Array.from(places.keys()).sort((one, other) => (places[one] ?? 0) - (places[other] ?? 0));
  const gaps = Float64Array.from(order, (bin, at) => (places[order[at + 1] ?? bin] ?? 0) - (places[bin] ?? 0));
  return { order, gaps };
});

/**
 * How far colours must move to make one palette of the other, in CIE76 colour difference: twice the sliced Wasserstein-1 distance
 * (Rabin et al. 2011) over 24 directions of CIELAB, so that a palette that shifts as a whole by ΔE measures ΔE.
 */
export function paletteDistance(one: Palette, other: Palette): number {
  let sum = 0;
  for (const { order, gaps } of PROJECTIONS) {
    let surplus = 0;
    for (let at = 0; at < order.length; at++) {
      const bin = order[at] ?? 0;
      surplus += (one[bin] ?? 0) - (other[bin] ?? 0);
      sum += Math.abs(surplus) * (gaps[at] ?? 0);
    }
  }
  return (2 * sum) / DIRECTIONS;
}
