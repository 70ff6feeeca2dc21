import { isSameScene } from './shotContinuity.ts';
import { isSharp } from './shotCuts.ts';
import { mixOf } from './shotEvidence.ts';
import { CELLS, type ShotFeatures } from './shotFeatures.ts';
import type { ShotWindow } from './shotWindow.ts';

/** Places for which something that passes stays at most. */
const LONGEST = 48;
/** How close the picture comes back to what it was, relative to the difference at the supposed transition. */
const BACK = 0.45;
/** Agreement of edges that tells the same when light or smoke still lies over the scene. */
const AGREES_BACK = 1;
/** A shot between two transitions stays as it is for this many places; an explosion or a passing object does not. */
const CALM_PLACES = 7;
const CALM = 0.18;

/**
 * Does the picture leave the scene and gradually come back to it, so that what looks like a transition from the frame at `from`
 * to that at `to` is one half of something passing by: an object, an explosion? A cut or a calm stretch ends the search: an
 * edited shot may return as well.
 */
export function isPassing(window: ShotWindow, from: number, to: number): boolean {
  const limit = BACK * window.distance(from, to);
  const isBack = (p: number, q: number) => window.distance(p, q) < limit || isSameScene(window.at(p), window.at(q), AGREES_BACK);
  for (let p = to + 1; p < Math.min(window.end, to + LONGEST); p++) {
    if (isSharp(window, p) || (p - to >= CALM_PLACES && window.distance(p - CALM_PLACES, p) < CALM)) break;
    if ((p - to) % 2 === 0 && (isBack(from, p) || isBack(Math.max(window.first, from - 4), p))) return true;
  }
  for (let p = from; p > Math.max(window.first, from - LONGEST); p--) {
    const isShot = isSharp(window, p) || (from - p >= CALM_PLACES && window.distance(p, p + CALM_PLACES) < CALM);
    if (isShot && !isGlare(window.at(p)) && !isGlare(window.at(p - 1))) break;
    if ((from - p) % 2 === 0 && (isBack(p, to) || isBack(p, Math.min(window.end - 1, to + 4)))) return true;
  }
  return false;
}

/** A blast or a flash whites out most of the cells; the scene is still behind it. */
const GLARING = 200;
const GLARE_SHARE = 0.5;

function isGlare({ cells }: ShotFeatures): boolean {
  let glaring = 0;
  for (let cell = 0; cell < CELLS; cell++) if ((cells[cell] ?? 0) > GLARING) glaring++;
  return glaring > GLARE_SHARE * CELLS;
}

/** Frames before and after a transition that are compared with one another. */
const ASIDE = 4;

/** Is the same scene still there, under another light or behind something that came or went? */
export function isContinued(window: ShotWindow, from: number, to: number, limit?: number): boolean {
  for (const before of [from, Math.max(window.first, from - ASIDE)]) {
    for (const after of [to, Math.min(window.end - 1, to + ASIDE)]) {
      if (isSameScene(window.at(before), window.at(after), limit)) return true;
    }
  }
  return false;
}

/** Frames on either side over which a change is followed, and how much of its pace it keeps there at least if it merely goes on. */
const FOLLOWED = 6;
const LEAST_FOLLOWED = 2;
const PACE = 0.4;

/** Does the change only go on as before and after, the same way and at about the same pace, as a slow zoom or a sunset does? */
export function isGoingOn(window: ShotWindow, from: number, to: number): boolean {
  const a = window.at(from);
  const b = window.at(to);
  const pace = PACE / (to - from);
  // Beyond a cut is another shot, which says nothing.
  let before = 0;
  while (before < FOLLOWED && from - before > window.first && !isSharp(window, from - before)) before++;
  let after = 0;
  while (after < FOLLOWED && to + after + 1 < window.end && !isSharp(window, to + after + 1)) after++;
  const wasGoing = before < LEAST_FOLLOWED || mixOf(a, b, window.at(from - before)).share < -pace * before;
  const keepsGoing = after < LEAST_FOLLOWED || mixOf(a, b, window.at(to + after)).share > 1 + pace * after;
  return wasGoing && keepsGoing && Math.max(before, after) >= LEAST_FOLLOWED;
}
