import { isSharp } from './shotCuts.ts';
import { mixOf } from './shotEvidence.ts';
import { CELLS, type ShotFeatures } from './shotFeatures.ts';
import type { ShotWindow } from './shotWindow.ts';

/** Places for which something that passes stays at most. */
const LONGEST = 48;
/** How close the picture comes back to what it was, relative to the difference at the supposed transition. */
const BACK = 0.45;
/** A shot between two transitions stays as it is for this many places; an explosion or a passing object does not. */
const CALM_PLACES = 7;
const CALM = 0.1;

/**
 * Does the picture leave the scene and gradually come back to it, so that what looks like a transition from the frame at `from`
 * to that at `to` is one half of something passing by: an object, an explosion? A cut or a calm stretch ends the search: an
 * edited shot may return as well.
 */
export function isPassing(window: ShotWindow, from: number, to: number): boolean {
  const limit = BACK * window.distance(from, to);
  const isBack = (p: number, q: number) => window.distance(p, q) < limit;
  for (let p = to + 1; p < Math.min(window.end, to + LONGEST); p++) {
    if (isSharp(window, p) || (p - to >= CALM_PLACES && window.distance(p - CALM_PLACES, p) < CALM)) break;
    if ((p - to) % 2 === 0 && (isBack(from, p) || isBack(Math.max(window.first, from - 4), p))) return true;
  }
  for (let p = from; p > Math.max(window.first, from - LONGEST); p--) {
    if (isSharp(window, p) || (from - p >= CALM_PLACES && window.distance(p, p + CALM_PLACES) < CALM)) break;
    if ((from - p) % 2 === 0 && (isBack(p, to) || isBack(p, Math.min(window.end - 1, to + 4)))) return true;
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

/** How well one picture is another one moved. */
const TRAVELLED = 0.88;
/** Both halves of a movement differ by no more than this, in cells, and it leads further than this in all. */
const UNEVEN = 1.5;
const LEAST_WAY = 1;

/** Does the camera merely travel past: is the middle the old picture moved, and the end the middle moved on the same way? */
export function isTravel(window: ShotWindow, place: number, half: number): boolean {
  const first = bestShift(window.at(place - half), window.at(place));
  if (first.likeness < TRAVELLED) return false;
  const second = bestShift(window.at(place), window.at(place + half));
  if (second.likeness < TRAVELLED) return false;
  const unevenness = Math.hypot(first.x - second.x, first.y - second.y);
  return unevenness <= UNEVEN && Math.hypot(first.x + second.x, first.y + second.y) > LEAST_WAY;
}

/** Half cells by which pictures are moved at most, and the least share of cells that must still overlap. */
const FURTHEST_X = 14;
const FURTHEST_Y = 8;
const LEAST_OVERLAP = 0.4;
/** Variance of luma below which a part of a picture is too plain to be recognised. */
const LEAST_VARIANCE = 20;

interface Shift {
  /** Correlation of luma, −1…1. */
  readonly likeness: number;
  /** In cells. */
  readonly x: number;
  readonly y: number;
}

/** The shift, in half cells and mostly along one axis, under which two pictures are most alike. */
function bestShift(a: ShotFeatures, b: ShotFeatures): Shift {
  let best: Shift = { likeness: -1, x: 0, y: 0 };
  for (let y = -FURTHEST_Y; y <= FURTHEST_Y; y++) {
    for (let x = -FURTHEST_X; x <= FURTHEST_X; x++) {
      if (Math.min(Math.abs(x), Math.abs(y)) > 2) continue;
      const likeness = likenessAt(a, b, x / 2, y / 2);
      if (likeness > best.likeness) best = { likeness, x: x / 2, y: y / 2 };
    }
  }
  return best;
}

function likenessAt(a: ShotFeatures, b: ShotFeatures, shiftX: number, shiftY: number): number {
  const across = a.across;
  const down = CELLS / across;
  const left = Math.floor(shiftX);
  const top = Math.floor(shiftY);
  // Between two cells their mean is taken.
  const right = Math.ceil(shiftX) - left;
  const below = across * (Math.ceil(shiftY) - top);
  let count = 0;
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let y = Math.max(0, -top); y < Math.min(down, down - Math.ceil(shiftY)); y++) {
    for (let x = Math.max(0, -left); x < Math.min(across, across - Math.ceil(shiftX)); x++) {
      const i = (y + top) * across + x + left;
      const corners =
        (b.cells[i] ?? 0) + (b.cells[i + right] ?? 0) + (b.cells[i + below] ?? 0) + (b.cells[i + right + below] ?? 0);
      const moved = corners / 4;
      const still = a.cells[y * across + x] ?? 0;
      count++;
      sumA += still;
      sumB += moved;
      squaresA += still * still;
      squaresB += moved * moved;
      products += still * moved;
    }
  }
  if (count < LEAST_OVERLAP * CELLS) return -1;
  const varianceA = squaresA / count - (sumA / count) ** 2;
  const varianceB = squaresB / count - (sumB / count) ** 2;
  if (Math.min(varianceA, varianceB) < LEAST_VARIANCE) return -1;
  return (products / count - (sumA / count) * (sumB / count)) / Math.sqrt(varianceA * varianceB);
}
