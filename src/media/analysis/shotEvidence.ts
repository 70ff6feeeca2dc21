import { CELLS, type ShotFeatures, unchangedShare } from './shotFeatures.ts';
import { sweepBetween } from './shotSweep.ts';
import type { ShotWindow } from './shotWindow.ts';

/** What speaks for or against a gradual transition of a given length around a place. Logarithms where ratios count. */
export const EVIDENCE = [
  'separation', // log of the least distance between the frames before and the frames after
  'contrast', // log of that distance over the movement within either side
  'layout', // how differently both ends are laid out, 0…1
  'mixError', // how far the middle is from a mix of both ends, relative to their difference
  'offCentre', // how far the share of the new scene in the middle is from one half
  'leastProgress', // least progress of that share over any quarter of the transition
  'largestStep', // largest step between neighbours, relative to the difference of the ends
  'flattening', // spread of luma in the middle over that of the ends: mixing two pictures flattens both
  'unchanged', // share of cells that look the same at both ends
  'telling', // share of cells that differ clearly, and of those:
  'offHalf', // how far the share that shows the new scene in the middle is from one half
  'mostSwept', // largest progress of that share over any quarter
  'front', // share of neighbours of which one shows the old scene and one the new, in the middle
  'relapsed', // share that shows the new scene and later the old one
  'blurred', // share that shows neither scene closely in the middle
] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** Frames on either side of the transition that are compared with those on the other, every second one. */
const ASIDE = 4;
/** Beyond these there is no transition whatever else speaks for it; most places of a shot end here, at little cost. */
const LEAST_DIFFERENCE = 0.2;
const LEAST_SEPARATION = 0.16;
const MOST_UNCHANGED = 0.4;
const LARGEST_STEP = 0.9;

const evidence = Object.fromEntries(EVIDENCE.map((name) => [name, 0])) as Record<Evidence, number>; // fromEntries forgets the keys

/** The evidence for a transition from `place` − `half` to `place` + `half`; valid until the next call. `null` where there is none. */
export function evidenceFor(window: ShotWindow, place: number, half: number): Readonly<Record<Evidence, number>> | null {
  const from = place - half;
  const to = place + half;
  if (from - ASIDE < window.first || to + ASIDE >= window.end) return null;
  const difference = window.distance(from, to);
  if (difference < LEAST_DIFFERENCE) return null;
  const a = window.at(from);
  const b = window.at(to);
  evidence.unchanged = unchangedShare(a, b);
  if (evidence.unchanged > MOST_UNCHANGED) return null;
  const largest = largestStep(window, from, to);
  if (largest > LARGEST_STEP * difference) return null;
  const separation = leastDistance(window, from, to);
  if (separation < LEAST_SEPARATION) return null;

  const early = window.at(from + (half >> 1));
  const middle = window.at(place);
  const late = window.at(to - (half >> 1));
  const within = Math.max(window.distance(from - ASIDE, from), window.distance(to, to + ASIDE));
  evidence.separation = Math.log(separation);
  evidence.contrast = Math.log(separation / (within + 0.03));
  evidence.layout = window.layoutDistance(from, to);
  evidence.largestStep = largest / separation;

  const mix = mixOf(a, b, middle);
  const shares = [mixOf(a, b, early).share, mix.share, mixOf(a, b, late).share, 1];
  evidence.mixError = mix.error;
  evidence.offCentre = Math.abs(mix.share - 0.5);
  evidence.leastProgress = bounded(Math.min(...progress(shares)), -0.2, 0.25);
  evidence.flattening = bounded(middle.spread / ((a.spread + b.spread) / 2 + 1), 0.5, 1.3);

  const sweep = sweepBetween(a, b, early, middle, late);
  evidence.telling = sweep.telling;
  evidence.offHalf = Math.abs(sweep.middle - 0.5);
  evidence.mostSwept = Math.max(...progress([sweep.early, sweep.middle, sweep.late, 1]));
  evidence.front = sweep.front;
  evidence.relapsed = sweep.relapsed;
  evidence.blurred = sweep.blurred;
  return evidence;
}

function bounded(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

/** The steps from 0 over all shares. */
function progress(shares: readonly number[]): number[] {
  return shares.map((share, index) => share - (shares[index - 1] ?? 0));
}

function leastDistance(window: ShotWindow, from: number, to: number): number {
  let least = 1;
  for (let before = 0; before <= ASIDE; before += 2) {
    for (let after = 0; after <= ASIDE; after += 2) {
      least = Math.min(least, window.distance(from - before, to + after));
      if (least < LEAST_SEPARATION) return least;
    }
  }
  return least;
}

/** The largest step between neighbours after the frame at `from`, up to the one at `to`. */
function largestStep(window: ShotWindow, from: number, to: number): number {
  let largest = 0;
  for (let p = from + 1; p <= to; p++) largest = Math.max(largest, window.step(p));
  return largest;
}

/** How far `frame` lies on the straight line from `a` to `b` (0…1), and how far off that line, relative to |b − a|. */
export function mixOf(a: ShotFeatures, b: ShotFeatures, frame: ShotFeatures): { share: number; error: number } {
  let along = 0;
  let length = 1e-6;
  let moved = 0;
  for (let i = 0; i < 3 * CELLS; i++) {
    const start = a.cells[i] ?? 0;
    const direction = (b.cells[i] ?? 0) - start;
    const movement = (frame.cells[i] ?? 0) - start;
    along += movement * direction;
    length += direction * direction;
    moved += movement * movement;
  }
  const share = along / length;
  return { share, error: Math.sqrt(Math.max(0, moved / length - share * share)) };
}
