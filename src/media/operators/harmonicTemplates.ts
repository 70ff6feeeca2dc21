import { HUE_BINS } from '../../core/series/sampled.ts';

/** A harmonic scheme: sectors of the hue wheel that its colours lie in. */
interface Template {
  /** The letter that Matsuda gave it. */
  readonly letter: 'i' | 'V' | 'L' | 'I' | 'T' | 'Y' | 'X';
  /** Words for the sentence: `one hue`. */
  readonly name: string;
  /** Centre and width in degrees, before the wheel is turned. */
  readonly sectors: readonly (readonly [centre: number, width: number])[];
}

// Matsuda 1995 with the angles of Cohen-Or, Sorkine, Gal, Leyvand & Xu 2006, "Color harmonization"; narrow ones first.
const TEMPLATES: readonly Template[] = [
  { letter: 'i', name: 'one hue', sectors: [[0, 18]] },
  {
    letter: 'I',
    name: 'two opposite hues',
    sectors: [
      [0, 18],
      [180, 18],
    ],
  },
  { letter: 'V', name: 'neighbouring hues', sectors: [[0, 93.6]] },
  {
    letter: 'L',
    name: 'neighbouring hues and an accent beside them',
    sectors: [
      [0, 18],
      [90, 79.2],
    ],
  },
  {
    letter: 'Y',
    name: 'neighbouring hues and an opposite accent',
    sectors: [
      [0, 93.6],
      [180, 18],
    ],
  },
  { letter: 'T', name: 'one half of the wheel', sectors: [[0, 180]] },
  {
    letter: 'X',
    name: 'two opposite groups of hues',
    sectors: [
      [0, 93.6],
      [180, 93.6],
    ],
  },
];

/** A wider scheme must leave this many degrees less than a narrower one to be the better description. */
const WORTH = 1.5;
const BIN = 360 / HUE_BINS;

/** How well a picture's hues fit a harmonic scheme. */
export interface HarmonyFit {
  readonly letter: Template['letter'];
  readonly name: string;
  /** Degrees by which the wheel is turned, 0…360. */
  readonly rotation: number;
  /** Mean distance in degrees of the hues, weighted as in the histogram, to the nearest sector; 0 when all lie inside. */
  readonly residual: number;
}

/** Distance in degrees from every hue bin to the nearest sector of every template at every turn: [template][turn · bins + bin]. */
const DISTANCES: readonly Float32Array[] = TEMPLATES.map(({ sectors }) =>
  Float32Array.from({ length: HUE_BINS * HUE_BINS }, (_, i) => {
    const turn = Math.floor(i / HUE_BINS) * BIN;
    const hue = (i % HUE_BINS) * BIN;
    return Math.min(...sectors.map(([centre, width]) => Math.max(0, arc(hue, centre + turn) - width / 2)));
  }),
);

/**
 * The narrowest of seven harmonic templates that describes a hue histogram about as well as the best one.
 *
 * @param hues `HUE_BINS` weights of any scale; `null` when all are 0.
 */
export function fitHarmony(hues: ArrayLike<number>): HarmonyFit | null {
  let total = 0;
  for (let bin = 0; bin < HUE_BINS; bin++) total += hues[bin] ?? 0;
  if (total === 0) return null;
  let chosen: HarmonyFit | null = null;
  for (const [index, { letter, name }] of TEMPLATES.entries()) {
    const distances = DISTANCES[index] ?? new Float32Array();
    let residual = Number.POSITIVE_INFINITY;
    let rotation = 0;
    for (let turn = 0; turn < HUE_BINS; turn++) {
      let sum = 0;
      for (let bin = 0; bin < HUE_BINS; bin++) sum += (hues[bin] ?? 0) * (distances[turn * HUE_BINS + bin] ?? 0);
      if (sum / total < residual) {
        residual = sum / total;
        rotation = turn * BIN;
      }
    }
    if (!chosen || residual < chosen.residual - WORTH) chosen = { letter, name, rotation, residual };
  }
  return chosen;
}

function arc(one: number, other: number): number {
  const apart = Math.abs(one - other) % 360;
  return Math.min(apart, 360 - apart);
}
