import { isSameScene, isSameSceneMoved } from './shotContinuity.ts';
import { isSharp } from './shotCuts.ts';
import { mixOf } from './shotEvidence.ts';
import { CELLS, type ShotFeatures } from './shotFeatures.ts';
import type { ShotWindow } from './shotWindow.ts';

/** Places for which something that passes stays at most, and of which pairs are compared, every fourth one. */
const LONGEST = 48;
const EVERY = 4;
/** How close the picture comes back to what it was, relative to the difference at the supposed transition. */
const BACK = 0.45;
/** Agreement of edges that tells the same when light or smoke still lies over the scene, and resemblance when it has moved on meanwhile. */
const AGREES_BACK = 1;
const RESEMBLES_BACK = 0.25;
/** A shot between two transitions stays as it is for this many places; an explosion or a passing object does not. */
const CALM_PLACES = 7;
const CALM = 0.18;
/** A calm stretch that resembles the other side more than this is the same shot with lettering or a flare in it. */
const OWN_SCENE = -0.8;

/**
 * Does the picture leave the scene and gradually come back to it, so that what looks like a transition from the frame at `from`
 * to that at `to` is one half of something passing by: an object, an explosion? A cut or a calm shot ends the search: an
 * edited shot may return as well.
 */
export function isPassing(window: ShotWindow, from: number, to: number): boolean {
  const limit = BACK * window.distance(from, to);
  const earliest = endOfSearch(window, from, to, -1);
  const latest = endOfSearch(window, to, from, 1);
  for (let p = from; p >= earliest; p -= EVERY) {
    for (let q = to; q <= latest; q += EVERY) {
      if (window.distance(p, q) < limit || isSameScene(window.at(p), window.at(q), AGREES_BACK)) return true;
      if (isSameSceneMoved(window.at(p), window.at(q), RESEMBLES_BACK)) return true;
    }
  }
  return false;
}

/** The last place from `start` on, away from `other` behind the transition, that may belong to what passes by. */
function endOfSearch(window: ShotWindow, start: number, other: number, direction: 1 | -1): number {
  let p = start;
  for (let way = 0; way < LONGEST; way++) {
    const next = p + direction;
    if (next < window.first || next >= window.end) break;
    const isCalm = way >= CALM_PLACES && window.distance(p, p - CALM_PLACES * direction) < CALM;
    const isShot = isCalm && !isSameSceneMoved(window.at(other), window.at(p), OWN_SCENE);
    const ends = isShot || isSharp(window, Math.max(p, next));
    if (ends && !isGlare(window.at(p)) && !isGlare(window.at(next))) break;
    p = next;
  }
  return p;
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
  return pairsAside(window, from, to).some(([before, after]) => isSameScene(before, after, limit));
}

/** Resemblance of frames before and after a supposed transition that are of one scene. */
const RESEMBLES = 0.4;

/** Is it still there, having only moved? */
export function isMoved(window: ShotWindow, from: number, to: number): boolean {
  return pairsAside(window, from, to).some(([before, after]) => isSameSceneMoved(before, after, RESEMBLES));
}

function pairsAside(window: ShotWindow, from: number, to: number): (readonly [ShotFeatures, ShotFeatures])[] {
  const before = [from, Math.max(window.first, from - ASIDE)];
  const after = [to, Math.min(window.end - 1, to + ASIDE)];
  return before.flatMap((p) => after.map((q) => [window.at(p), window.at(q)] as const));
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
