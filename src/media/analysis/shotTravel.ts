import { CELLS, type ShotFeatures } from './shotFeatures.ts';
import type { ShotWindow } from './shotWindow.ts';

/** How well one picture is another one moved: both halves of the way, or its quarters on average. */
const TRAVELLED = 0.88;
const QUARTERS_TRAVELLED = 0.945;
/** Parts of a movement lie no further than this from their mean, in cells, and it leads further than this in all. */
const UNEVEN = 0.75;
const QUARTERS_UNEVEN = 2;
const LEAST_WAY = 1;
const QUARTERS_LEAST_WAY = 2;

/** Does the camera merely travel past: is every part of the way the picture before it, moved on the same way? */
export function isTravel(window: ShotWindow, place: number, half: number): boolean {
  const moved = (from: number, to: number) => bestShift(window.at(from), window.at(to));
  const halves = [moved(place - half, place), moved(place, place + half)];
  if (halves.every(({ likeness }) => likeness >= TRAVELLED) && leadsOn(halves, UNEVEN, LEAST_WAY)) return true;
  const quarter = half >> 1;
  const quarters = [
    moved(place - half, place - quarter),
    moved(place - quarter, place),
    moved(place, place + quarter),
    moved(place + quarter, place + half),
  ];
  const likeness = quarters.reduce((sum, part) => sum + part.likeness, 0) / quarters.length;
  return likeness >= QUARTERS_TRAVELLED && leadsOn(quarters, QUARTERS_UNEVEN, QUARTERS_LEAST_WAY);
}

function leadsOn(parts: readonly Shift[], uneven: number, leastWay: number): boolean {
  const x = parts.reduce((sum, part) => sum + part.x, 0);
  const y = parts.reduce((sum, part) => sum + part.y, 0);
  const unevenness = parts.map((part) => Math.hypot(part.x - x / parts.length, part.y - y / parts.length));
  return Math.max(...unevenness) <= uneven && Math.hypot(x, y) > leastWay;
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
export function bestShift(a: ShotFeatures, b: ShotFeatures): Shift {
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
