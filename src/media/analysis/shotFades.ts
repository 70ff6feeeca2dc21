import { copyShotFeatures, emptyShotFeatures, featureDistance, type ShotFeatures } from './shotFeatures.ts';
import type { ShotCandidate } from './shots.ts';
import type { ShotWindow } from './shotWindow.ts';

/** Frames kept from before and compared with as many after the empty stretch. */
const REACH = 14;
/** A frame is empty when its cells differ by less than this and are nearly black or nearly white. */
const FLAT_SPREAD = 9;
const BLACK = 28;
const WHITE = 225;
/** Frames flatter than this carry too little picture to be compared. */
const COMPARABLE_SPREAD = 6;
const SEPARATION = 0.2;

/** Finds fades through black or white: an empty stretch with different scenes on either side. */
export interface FadeFinder {
  /** Looks at the frame at `place`; places come one by one. Returns the fade that has become certain, if any. */
  visit(window: ShotWindow, place: number): ShotCandidate | null;
}

function isEmpty({ spread, mean }: ShotFeatures): boolean {
  return spread < FLAT_SPREAD && (mean < BLACK || mean > WHITE);
}

export function createFadeFinder(): FadeFinder {
  // The stretch may outlast the window, so the frames before it are copied when it begins.
  const before = Array.from({ length: REACH }, emptyShotFeatures);
  let kept = 0;
  let first = 0;
  let emptySince = -1;

  function begin(window: ShotWindow, place: number): void {
    emptySince = place;
    kept = 0;
    for (let p = Math.max(window.first, place - REACH); p < place; p++) {
      const slot = before[kept];
      if (slot && window.at(p).spread >= COMPARABLE_SPREAD) {
        copyShotFeatures(window.at(p), slot);
        kept++;
      }
    }
    let ramp = place;
    while (ramp - 1 > window.first && place - ramp < REACH && window.at(ramp - 1).spread > window.at(ramp).spread + 0.2) ramp--;
    first = window.frameOf(ramp);
  }

  function end(window: ShotWindow, place: number): ShotCandidate | null {
    let richestBefore = 0;
    for (const features of before.slice(0, kept)) richestBefore = Math.max(richestBefore, features.spread);
    let richestAfter = 0;
    let separation = 1;
    for (let p = place; p < Math.min(window.end, place + REACH); p++) {
      const after = window.at(p);
      richestAfter = Math.max(richestAfter, after.spread);
      if (after.spread < COMPARABLE_SPREAD) continue;
      for (const features of before.slice(0, kept)) separation = Math.min(separation, featureDistance(features, after));
    }
    if (Math.min(richestBefore, richestAfter) <= 1.5 * FLAT_SPREAD || separation <= SEPARATION) return null;
    let ramp = place;
    while (ramp + 1 < window.end && ramp - place < REACH && window.at(ramp + 1).spread > window.at(ramp).spread + 0.2) ramp++;
    const confidence = 0.7 + 0.3 * Math.min(1, (separation - SEPARATION) / SEPARATION);
    return { kind: 'fade', first, last: window.frameOf(ramp), score: 2, confidence };
  }

  return {
    visit(window, place) {
      const empty = isEmpty(window.at(place));
      if (empty && emptySince < 0) begin(window, place);
      if (empty || emptySince < 0) return null;
      emptySince = -1;
      return kept > 2 ? end(window, place) : null;
    },
  };
}
