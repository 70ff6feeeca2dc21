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
  /** Takes the next frame of the clip. Returns false when it repeats the one before, or comes too soon after it. */
  push(features: ShotFeatures): boolean;
  /** Frames of the clip from one that is looked at to the next: 1 up to about 40 frames a second. */
  readonly stride: number;
  /** First place still held, and the place after the last one. */
  readonly first: number;
  readonly end: number;
  /** The frame at a place, `first` ≤ place < `end`. */
  at(place: number): ShotFeatures;
  /** Distance between the frame at a place and the one before it. */
  step(place: number): number;
  /** Index in the clip of the first frame that shows the picture at a place. */
  frameOf(place: number): number;
  /** Distance between the frames at two places. */
  distance(a: number, b: number): number;
  /** The same for the layout of luma alone, which a change of exposure or colour leaves alone. */
  layoutDistance(a: number, b: number): number;
}

/** Frames a second that thresholds are made for; faster clips are looked at every second frame, or less often. */
const USUAL_RATE = 30;
/** Steps from which on the frames between two that are looked at may tell when the new picture came. */
const LARGE_STEP = 0.15;

/** @param framesPerSecond on average. */
export function createShotWindow(framesPerSecond = 25): ShotWindow {
  const stride = Math.max(1, Math.round(framesPerSecond / USUAL_RATE));
  const held = Array.from({ length: CAPACITY }, emptyShotFeatures);
  const passedOver = Array.from({ length: stride - 1 }, emptyShotFeatures);
  const steps = new Float32Array(CAPACITY);
  const frames = new Float64Array(CAPACITY);
  let end = 0;
  let seen = 0;

  function at(place: number): ShotFeatures {
    const features = held[place % CAPACITY];
    if (!features || place < end - CAPACITY || place >= end) throw new RangeError(`place ${place} is not held`);
    return features;
  }

  /** Of the frames passed over just before `index`, the first that already shows the new picture. */
  function beginningOf(features: ShotFeatures, index: number, step: number): number {
    if (step < LARGE_STEP) return index;
    const old = at(end - 1);
    const early = passedOver.findIndex((frame) => featureDistance(frame, features) < featureDistance(frame, old));
    return early < 0 ? index : index - passedOver.length + early;
  }

  return {
    push(features) {
      const index = seen++;
      const turn = index % stride;
      const skipped = turn > 0 ? passedOver[turn - 1] : undefined;
      if (skipped) {
        copyShotFeatures(features, skipped);
        return false;
      }
      const step = end === 0 ? 1 : featureDistance(at(end - 1), features);
      if (step <= REPEATED) return false;
      const slot = end % CAPACITY;
      frames[slot] = end === 0 ? index : beginningOf(features, index, step);
      end++;
      copyShotFeatures(features, at(end - 1));
      steps[slot] = step;
      return true;
    },
    stride,
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
