import { isSameScene } from './shotContinuity.ts';
import { unchangedShare } from './shotFeatures.ts';
import type { ShotCandidate } from './shots.ts';
import { bestShift } from './shotTravel.ts';
import type { ShotWindow } from './shotWindow.ts';

/** A cut separates all of this many pictures before it from all after it; a flash or a passing object does not. */
const REACH = 14;
/** The same in frames (at 30 a second or less), where pictures are repeated. */
const REACH_IN_FRAMES = 20;
/** Smallest distance over all those pairs. */
const SEPARATION = 0.24;
/** A new scene has a new layout, unless it looks very different altogether; a lamp or a grade being switched keeps it. */
const NEW_LAYOUT = 0.48;
const VERY_DIFFERENT = 0.5;
/** How far the step at the cut stands out of the steps around it: of their mean, and of the larger of its two neighbours. */
const PROMINENCE = 3;
const NEIGHBOUR = 0.6;
/** A picture that stands for more than this many frames (at 30 a second or less) is a still: 6 frames a second show each for less. */
const STILL = 6;
/** Lettering, or an object that comes into view, leaves more of the picture as it was. */
const UNCHANGED = 0.36;
/** A picture that correlates better than this with the one before, moved, is that picture: something passed by quickly. */
const MOVED = 0.92;
/**
 * A shot from which the sequence returns to the scene before it has at least this many frames. What is shorter is a flash, unless
 * it has a layout of its own; and what is shorter than `SHORTEST_GLIMPSE` is always one.
 */
const SHORTEST_INSERT = 6;
const SHORTEST_GLIMPSE = 3;
const OWN_LAYOUT = 0.65;
/** Spread of luma over the cells, in levels, that a picture with a layout has. */
const LAID_OUT = 12;

/** Does a new shot begin at `place`? */
export function cutAt(window: ShotWindow, place: number): ShotCandidate | null {
  if (!isSharp(window, place)) return null;
  const old = window.at(place - 1);
  const fresh = window.at(place);
  if (unchangedShare(old, fresh) > UNCHANGED || isSameScene(old, fresh)) return null;
  const from = firstCompared(window, place);
  const to = endCompared(window, place);
  let separation = 1;
  for (let before = from; before < place; before++) {
    for (let after = place; after < to; after++) {
      const distance = window.distance(before, after);
      if (distance <= SEPARATION) return null;
      if (distance < separation) separation = distance;
    }
  }
  if (separation < VERY_DIFFERENT && leastLayoutDistance(window, from, place, to) < NEW_LAYOUT) return null;
  if (bestShift(old, fresh).likeness > MOVED) return null;
  const frame = window.frameOf(place);
  const prominence = window.step(place) / (activityAround(window, place) + 0.02);
  const strength = (separation - SEPARATION) / SEPARATION + prominence / 20;
  return { kind: 'cut', first: frame, last: frame, score: strength, confidence: 0.6 + 0.4 * Math.min(1, strength) };
}

/** Does the picture change at `place` all at once, and far more than around it? */
export function isSharp(window: ShotWindow, place: number): boolean {
  if (place <= window.first || place >= window.end) return false;
  const step = window.step(place);
  if (step <= 0.8 * SEPARATION) return false;
  const nearest = Math.max(nearbyStep(window, place, place - 1), nearbyStep(window, place, place + 1));
  return nearest < NEIGHBOUR * step && step > PROMINENCE * activityAround(window, place);
}

/** The step at a place near `place`; none where a still picture lies between them, unless there is no picture in it. */
function nearbyStep(window: ShotWindow, place: number, near: number): number {
  if (near <= window.first || near >= window.end) return 0;
  const distance = Math.abs(window.frameOf(near) - window.frameOf(place));
  const isStill = distance > STILL * Math.abs(near - place) * window.stride;
  return isStill && window.at(Math.min(place, near)).spread > LAID_OUT ? 0 : window.step(near);
}

/** Mean of up to three steps on either side. */
function activityAround(window: ShotWindow, place: number): number {
  let activity = 0;
  let neighbours = 0;
  for (let near = Math.max(window.first + 1, place - 3); near <= Math.min(window.end - 1, place + 3); near++) {
    if (near === place) continue;
    activity += nearbyStep(window, place, near);
    neighbours++;
  }
  return activity / Math.max(1, neighbours);
}

/** Do the frames from `from` to before `to` make a shot of their own, as far as can be told from its borders? */
function isInsert(window: ShotWindow, from: number, to: number): boolean {
  const length = window.frameOf(to) - window.frameOf(from);
  if (length < SHORTEST_GLIMPSE * window.stride || !isSharp(window, from) || !isSharp(window, to)) return false;
  if (length >= SHORTEST_INSERT * window.stride) return true;
  const leastSpread = Math.min(window.at(from).spread, window.at(to - 1).spread);
  const leastLayout = Math.min(window.layoutDistance(from - 1, from), window.layoutDistance(to - 1, to));
  return leastSpread > LAID_OUT && leastLayout > OWN_LAYOUT;
}

/** The first place before a cut at `place` that is compared: within reach, and of the same shot. */
function firstCompared(window: ShotWindow, place: number): number {
  const frame = window.frameOf(place);
  let p = place - 1;
  while (p > Math.max(window.first, place - REACH)) {
    if (frame - window.frameOf(p - 1) > REACH_IN_FRAMES * window.stride) break;
    if (isInsert(window, p, place)) break;
    p--;
  }
  return p;
}

/** The place after the last one that is compared. */
function endCompared(window: ShotWindow, place: number): number {
  const frame = window.frameOf(place);
  let p = place + 1;
  while (p < Math.min(window.end, place + REACH)) {
    if (window.frameOf(p) - frame > REACH_IN_FRAMES * window.stride) break;
    if (isInsert(window, place, p)) break;
    p++;
  }
  return p;
}

function leastLayoutDistance(window: ShotWindow, from: number, place: number, to: number): number {
  let least = 1;
  for (let before = from; before < place; before++) {
    for (let after = place; after < to; after++) least = Math.min(least, window.layoutDistance(before, after));
  }
  return least;
}
