import { isGoingOn, isPassing, isTravel } from './shotDetours.ts';
import { type Evidence, evidenceFor, mixOf } from './shotEvidence.ts';
import type { ShotCandidate } from './shots.ts';
import type { ShotWindow } from './shotWindow.ts';

/** Half lengths in frames of the transitions that are tried: from a quarter of a second to two seconds at 25 fps. */
export const HALF_LENGTHS = [3, 5, 8, 12, 17, 24] as const;
/** Spread of luma over the cells, in levels, below which a frame is too empty to be a scene: next to black or white it is a fade. */
const LEAST_SPREAD = 6;
/** A transition begins and ends where the picture has moved this share of the way from one scene to the other. */
const BEGUN = 0.1;
/** Frames (at 30 a second or less) for which one picture may be repeated within a transition. */
const LONGEST_REPETITION = 8;

type Weights = Readonly<Partial<Record<Evidence, number>> & { bias: number }>;

/**
 * The evidence is weighed by logistic regression: the weighted sum is the logarithm of the odds that this is a transition.
 * Fitted with `test/bench/shots/fitShots.ts` on the tuning scenes only.
 */
const DISSOLVE: Weights = {
  bias: -5.78,
  contrast: 1.12,
  layout: 7.34,
  mixError: -8.72,
  offCentre: -1.95,
  leastProgress: 10.59,
  largestStep: -1.06,
  flattening: -11.78,
  unchanged: -12.55,
  front: 10.82,
  blurred: 7.5,
};

const WIPE: Weights = {
  bias: -2.76,
  separation: 1.67,
  contrast: 0.76,
  layout: 2.47,
  largestStep: -2.84,
  unchanged: -18.22,
  telling: 10.96,
  offHalf: -17.28,
  mostSwept: -4.76,
  relapsed: -8.92,
  blurred: -9.78,
};

/** Is `place` the middle of a dissolve or a wipe? The likeliest of all lengths, or `null`. */
export function gradualAt(window: ShotWindow, place: number): ShotCandidate | null {
  let kind: 'dissolve' | 'wipe' = 'dissolve';
  let odds = 0;
  let half = 0;
  for (const tried of HALF_LENGTHS) {
    const evidence = evidenceFor(window, place, tried);
    if (!evidence) continue;
    if (Math.min(window.at(place - tried).spread, window.at(place + tried).spread) < LEAST_SPREAD) continue;
    const dissolve = weighed(evidence, DISSOLVE);
    const wipe = weighed(evidence, WIPE);
    if (Math.max(dissolve, wipe) <= odds) continue;
    kind = dissolve > wipe ? 'dissolve' : 'wipe';
    odds = Math.max(dissolve, wipe);
    half = tried;
  }
  if (half === 0) return null;
  const from = place - half;
  const to = place + half;
  if (standsStill(window, from, to) || isGoingOn(window, from, to)) return null;
  if (isPassing(window, from, to) || isTravel(window, place, half)) return null;
  return { kind, ...transitionSpan(window, from, to), score: odds, confidence: 1 / (1 + Math.exp(-odds)) };
}

function weighed(evidence: Readonly<Record<Evidence, number>>, weights: Weights): number {
  let sum = weights.bias;
  for (const [name, weight] of Object.entries(weights)) if (name !== 'bias') sum += weight * evidence[name as Evidence];
  return sum;
}

/** A transition changes the picture all the time; a freeze and the jump after it do not. */
function standsStill(window: ShotWindow, from: number, to: number): boolean {
  const longest = LONGEST_REPETITION * window.stride;
  for (let p = from + 1; p <= to; p++) if (window.frameOf(p) - window.frameOf(p - 1) > longest) return true;
  return false;
}

/** The frames of the transition itself inside the tried length: from the last one that shows the old scene to the first new one. */
function transitionSpan(window: ShotWindow, from: number, to: number): { first: number; last: number } {
  const a = window.at(from);
  const b = window.at(to);
  const middle = (from + to) >> 1;
  let first = middle;
  while (first > from && mixOf(a, b, window.at(first)).share > BEGUN) first--;
  let last = middle;
  while (last < to && mixOf(a, b, window.at(last)).share < 1 - BEGUN) last++;
  return { first: window.frameOf(first), last: window.frameOf(last) };
}
