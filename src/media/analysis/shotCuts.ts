import type { ShotCandidate } from './shots.ts';
import type { ShotWindow } from './shotWindow.ts';

/** A cut separates all of this many frames before it from all after it; a flash or a passing object does not. */
const REACH = 14;
/** Smallest distance over all those pairs. */
const SEPARATION = 0.24;
/** A new scene has a new layout, unless it looks very different altogether; a lamp or a grade being switched keeps it. */
const NEW_LAYOUT = 0.56;
const VERY_DIFFERENT = 0.5;
/** How far the step at the cut stands out of the steps around it. */
const PROMINENCE = 2.4;

/** Does a new shot begin at `place`? */
export function cutAt(window: ShotWindow, place: number): ShotCandidate | null {
  if (place <= window.first) return null;
  const step = window.step(place);
  if (step <= 0.8 * SEPARATION) return null;
  let activity = 0;
  let neighbours = 0;
  for (let offset = 1; offset <= 3; offset++) {
    if (place - offset > window.first) {
      activity += window.step(place - offset);
      neighbours++;
    }
    if (place + offset < window.end) {
      activity += window.step(place + offset);
      neighbours++;
    }
  }
  activity /= Math.max(1, neighbours);
  if (step <= PROMINENCE * activity) return null;
  let separation = 1;
  for (let before = Math.max(window.first, place - REACH); before < place; before++) {
    for (let after = place; after < Math.min(window.end, place + REACH); after++) {
      const distance = window.distance(before, after);
      if (distance <= SEPARATION) return null;
      if (distance < separation) separation = distance;
    }
  }
  if (separation < VERY_DIFFERENT && leastLayoutDistance(window, place) < NEW_LAYOUT) return null;
  const frame = window.frameOf(place);
  const strength = (separation - SEPARATION) / SEPARATION + step / (activity + 0.02) / 20;
  return { kind: 'cut', first: frame, last: frame, score: strength, confidence: 0.6 + 0.4 * Math.min(1, strength) };
}

function leastLayoutDistance(window: ShotWindow, place: number): number {
  let least = 1;
  for (let before = Math.max(window.first, place - REACH); before < place; before++) {
    for (let after = place; after < Math.min(window.end, place + REACH); after++) {
      least = Math.min(least, window.layoutDistance(before, after));
    }
  }
  return least;
}
