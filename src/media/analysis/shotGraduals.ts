import { isContinued, isGoingOn, isMoved, isPassing } from './shotDetours.ts';
import { type Evidence, evidenceFor, mixOf } from './shotEvidence.ts';
import type { ShotCandidate } from './shots.ts';
import { isTravel } from './shotTravel.ts';
import type { ShotWindow } from './shotWindow.ts';

/** Half lengths in frames of the transitions that are tried: from a quarter of a second to two seconds at 25 fps. */
export const HALF_LENGTHS = [3, 5, 8, 12, 17, 24] as const;
/** Spread of luma over the cells, in levels, below which a frame is too empty to be a scene: next to black or white it is a fade. */
const LEAST_SPREAD = 6;
/** A transition begins and ends where the picture has moved this share of the way from one scene to the other. */
const BEGUN = 0.1;
/** Frames (at 30 a second or less) for which one picture may be repeated within a transition. */
const LONGEST_REPETITION = 8;

interface Weights {
  readonly bias: number;
  readonly evidence: readonly (readonly [Evidence, number])[];
}

/**
 * The evidence is weighed by logistic regression: the weighted sum is the logarithm of the odds that this is a transition.
 * Fitted with `test/bench/shots/fitShots.ts` on the tuning scenes only.
 */
const DISSOLVE: Weights = {
  bias: -9.74,
  evidence: [
    ['contrast', 1.34],
    ['layout', 8.6],
    ['mixError', -9.61],
    ['offCentre', 0.08],
    ['leastProgress', 11.81],
    ['largestStep', -1],
    ['flattening', -10.58],
    ['unchanged', -7.92],
    ['front', 11.43],
    ['blurred', 9.16],
  ],
};

const WIPE: Weights = {
  bias: 3.41,
  evidence: [
    ['separation', 1.98],
    ['contrast', 0.79],
    ['layout', 3.01],
    ['largestStep', -2.48],
    ['unchanged', -25.53],
    ['telling', 6.69],
    ['offHalf', -17.26],
    ['mostSwept', -7.43],
    ['relapsed', -4.62],
    ['blurred', -11.69],
  ],
};

/** A transition is likelier than none by a factor of at least e to this: the least that left uncut tuning clips almost alone. */
const LEAST_ODDS = 2.75;

/** Agreement of both ends of the span itself, each of which still shows some of the other scene, that is of one scene. */
const SAME_SPAN = 0.8;

/** Is `place` the middle of a dissolve or a wipe? The likeliest of all lengths, or `null`. */
export function gradualAt(window: ShotWindow, place: number): ShotCandidate | null {
  let kind: 'dissolve' | 'wipe' = 'dissolve';
  let odds = LEAST_ODDS;
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
  const span = transitionSpan(window, place - half, place + half);
  if (isDetour(window, place, half) || isContinued(window, span.from, span.to, SAME_SPAN)) return null;
  const confidence = 1 / (1 + Math.exp(-odds));
  return { kind, first: window.frameOf(span.from), last: window.frameOf(span.to), score: odds, confidence };
}

/** Is what looks like a transition only movement or light within one scene? */
function isDetour(window: ShotWindow, place: number, half: number): boolean {
  const from = place - half;
  const to = place + half;
  if (standsStill(window, from, to) || isContinued(window, from, to) || isGoingOn(window, from, to)) return true;
  return isMoved(window, from, to) || isPassing(window, from, to) || isTravel(window, place, half);
}

function weighed(evidence: Readonly<Record<Evidence, number>>, weights: Weights): number {
  let sum = weights.bias;
  for (const [name, weight] of weights.evidence) sum += weight * evidence[name];
  return sum;
}

/** A transition changes the picture all the time; a freeze and the jump after it do not. */
function standsStill(window: ShotWindow, from: number, to: number): boolean {
  const longest = LONGEST_REPETITION * window.stride;
  for (let p = from + 1; p <= to; p++) if (window.frameOf(p) - window.frameOf(p - 1) > longest) return true;
  return false;
}

/** The places of the transition itself inside the tried length: from the last one that shows the old scene to the first new one. */
function transitionSpan(window: ShotWindow, from: number, to: number): { from: number; to: number } {
  const a = window.at(from);
  const b = window.at(to);
  const middle = (from + to) >> 1;
  let first = middle;
  while (first > from && mixOf(a, b, window.at(first)).share > BEGUN) first--;
  let last = middle;
  while (last < to && mixOf(a, b, window.at(last)).share < 1 - BEGUN) last++;
  return { from: first, to: last };
}
