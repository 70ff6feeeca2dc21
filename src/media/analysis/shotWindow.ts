import { copyShotFeatures, emptyShotFeatures, featureDistance, layoutDistance, type ShotFeatures } from './shotFeatures.ts';

/** Frames less different than this repeat the one before: 8 fps material in a 24 fps file would otherwise look like cuts. */
const REPEATED = 0.006;
/** How many distinct frames are remembered; memory stays the same however long the clip is. */
const CAPACITY = 160;

/**
 * The last distinct frames of a clip while it streams by. Places are sequence numbers of distinct frames; `frameOf` leads
 * back to frame indices.
 */
export interface ShotWindow {
  /** Takes the next frame of the clip. Returns false when it repeats the one before. */
  push(features: ShotFeatures): boolean;
  /** First place still held, and the place after the last one. */
  readonly first: number;
  readonly end: number;
  /** The frame at a place, `first` ≤ place < `end`. */
  at(place: number): ShotFeatures;
  /** Distance between the frame at a place and the one before it. */
  step(place: number): number;
  /** Index in the clip of the frame at a place. */
  frameOf(place: number): number;
  /** Distance between the frames at two places. */
  distance(a: number, b: number): number;
  /** The same for the layout of luma alone, which a change of exposure or colour leaves alone. */
  layoutDistance(a: number, b: number): number;
}

export function createShotWindow(): ShotWindow {
  const held = Array.from({ length: CAPACITY }, emptyShotFeatures);
  const steps = new Float32Array(CAPACITY);
  const frames = new Float64Array(CAPACITY);
  let end = 0;
  let seen = 0;

  function at(place: number): ShotFeatures {
    const features = held[place % CAPACITY];
    if (!features || place < end - CAPACITY || place >= end) throw new RangeError(`place ${place} is not held`);
    return features;
  }

  return {
    push(features) {
      const index = seen++;
      const step = end === 0 ? 1 : featureDistance(at(end - 1), features);
      if (step <= REPEATED) return false;
      const slot = end % CAPACITY;
      end++;
      copyShotFeatures(features, at(end - 1));
      steps[slot] = step;
      frames[slot] = index;
      return true;
    },
    get first() {
      return Math.max(0, end - CAPACITY);
    },
    get end() {
      return end;
    },
    at,
    step: (place) => steps[place % CAPACITY] ?? 0,
    frameOf: (place) => frames[place % CAPACITY] ?? 0,
    distance: (a, b) => featureDistance(at(a), at(b)),
    layoutDistance: (a, b) => layoutDistance(at(a), at(b)),
  };
}
