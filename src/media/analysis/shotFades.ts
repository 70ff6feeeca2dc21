import { isSameScene, isSameSceneMoved } from './shotContinuity.ts';
import { isSharp } from './shotCuts.ts';
import {
  CELLS,
  copyShotFeatures,
  emptyShotFeatures,
  featureDistance,
  type ShotFeatures,
  unchangedShare,
} from './shotFeatures.ts';
import type { ShotCandidate } from './shots.ts';
import type { ShotWindow } from './shotWindow.ts';

/** Frames kept from before and compared with as many after the empty stretch. */
const REACH = 16;
/** A frame is empty when its cells differ by less than this and are nearly black or nearly white. */
const FLAT_SPREAD = 6;
const BLACK = 28;
const WHITE = 225;
/** Mean colour difference from grey, in levels, beyond which it is neither: a blast is yellow. */
const TINT = 16;
/** Frames flatter than this carry too little picture to be compared, and shots whose frames all are too little to be scenes. */
const COMPARABLE_SPREAD = 12;
const LEAST_SCENE_SPREAD = 13.5;
/** Frames that a shot has at least before or after the empty stretch. */
const SHORTEST_SHOT = 5;
/** Both scenes differ by more than this in every pair of frames, and no pair has more cells in common than this. */
const SEPARATION = 0.28;
const UNCHANGED = 0.36;
/**
 * Of no pair of this many frames nearest to the stretch do the edges agree, or the pictures resemble each other, more than this:
 * behind a blast the same scene comes back. Of so many pairs one or the other agrees by chance, so that it takes more than elsewhere.
 */
const NEAREST = 14;
const AGREEMENT = 0.9;
const RESEMBLANCE = 0.58;
/** From frame to frame a ramp gains this much spread of luma. */
const RAMP_GAIN = 1.02;
const RAMP_STEP = 0.2;

/** Finds fades through black or white: an empty stretch with different scenes on either side. */
export interface FadeFinder {
  /** Looks at the frame at `place`; places come one by one. Returns the fade that has become certain, if any. */
  visit(window: ShotWindow, place: number): ShotCandidate | null;
}

function isEmpty({ spread, mean, cells }: ShotFeatures): boolean {
  if (spread >= FLAT_SPREAD || (mean >= BLACK && mean <= WHITE)) return false;
  let chroma = 0;
  for (let i = CELLS; i < 3 * CELLS; i++) chroma += Math.abs(cells[i] ?? 0);
  return chroma < TINT * 2 * CELLS;
}

export function createFadeFinder(): FadeFinder {
  // The stretch may outlast the window, so the frames before it are copied when it begins.
  const before = Array.from({ length: REACH }, emptyShotFeatures);
  let kept = 0;
  let first = 0;
  let isEmptyNow = false;
  let isBlack = false;

  function begin(window: ShotWindow, place: number): void {
    isEmptyNow = true;
    isBlack = window.at(place).mean < BLACK;
    let start = Math.max(window.first, place - REACH);
    for (let p = start + 1; p <= place - SHORTEST_SHOT; p++) if (isSharp(window, p)) start = p;
    kept = 0;
    for (let p = start; p < place; p++) {
      const slot = before[kept];
      if (slot && window.at(p).spread >= COMPARABLE_SPREAD) {
        copyShotFeatures(window.at(p), slot);
        kept++;
      }
    }
    let ramp = place;
    while (ramp - 1 > start && rises(window, ramp, ramp - 1) && !isSharp(window, ramp)) ramp--;
    first = window.frameOf(ramp);
  }

  function end(window: ShotWindow, place: number): ShotCandidate | null {
    let stop = Math.min(window.end, place + REACH);
    for (let p = stop - 1; p > place + SHORTEST_SHOT; p--) if (isSharp(window, p)) stop = p;
    const earlier = before.slice(0, kept);
    const later = Array.from({ length: stop - place }, (_, i) => window.at(place + i));
    const richest = (frames: readonly ShotFeatures[]) => Math.max(...frames.map(({ spread }) => spread));
    if (Math.min(richest(earlier), richest(later)) <= LEAST_SCENE_SPREAD) return null;
    const separation = separationOf(earlier, later);
    if (separation <= SEPARATION) return null;
    let ramp = place;
    while (ramp + 1 < stop && rises(window, ramp, ramp + 1) && !isSharp(window, ramp + 1)) ramp++;
    const confidence = 0.7 + 0.3 * Math.min(1, (separation - SEPARATION) / SEPARATION);
    return { kind: isBlack ? 'fade-black' : 'fade-white', first, last: window.frameOf(ramp), score: 2, confidence };
  }

  return {
    visit(window, place) {
      const empty = isEmpty(window.at(place));
      if (empty && !isEmptyNow) begin(window, place);
      if (empty || !isEmptyNow) return null;
      isEmptyNow = false;
      return kept > 2 ? end(window, place) : null;
    },
  };
}

/** Least distance between the frames before and after an empty stretch; 0 where two show the same scene. */
function separationOf(earlier: readonly ShotFeatures[], later: readonly ShotFeatures[]): number {
  let separation = 1;
  for (const [index, after] of later.entries()) {
    if (after.spread < COMPARABLE_SPREAD) continue;
    for (const [place, features] of earlier.entries()) {
      separation = Math.min(separation, featureDistance(features, after));
      if (separation <= SEPARATION || unchangedShare(features, after) > UNCHANGED) return 0;
      const areNear = index < NEAREST && place >= earlier.length - NEAREST;
      if (!areNear) continue;
      if (isSameScene(features, after, AGREEMENT) || isSameSceneMoved(features, after, RESEMBLANCE)) return 0;
    }
  }
  return separation;
}

/** Is there clearly more picture at `next` than at `place`, as from frame to frame of a ramp? */
function rises(window: ShotWindow, place: number, next: number): boolean {
  return window.at(next).spread > RAMP_GAIN * window.at(place).spread + RAMP_STEP;
}
