import type { Kernels } from '../kernels/kernels.ts';
import { SAMPLES_PER_LEVEL, type TileLuma } from './tileLuma.ts';

/** Samples' units by which a plateau may wander from pixel to pixel (0.45 luma levels), and in all (0.9). */
const FLAT_STEP = Math.floor(0.45 * SAMPLES_PER_LEVEL);
const FLAT_DRIFT = Math.floor(0.9 * SAMPLES_PER_LEVEL);
/** Pixels that a step between two plateaus may take. */
const WIDEST_STEP = 4;
/** Luma levels of a step that can be seen in a smooth area, and of one that is an outline. */
const LEAST_STEP = 0.8;
const LARGEST_STEP = 20;
/** Steps of one staircase differ in height by no more than this factor. */
const ALIKE = 2.2;
/** Steps that make a staircase: fewer may belong to a drawing. */
const LEAST_STEPS = 2;
const MOST_STEPS = 1024;

/** Staircases of flat plateaus on one tile's lines: what is left of a smooth gradient that has too few levels. */
export interface LineBands {
  begin(): void;
  /** Adds the line of `length` samples that begins with sample `start`. */
  scan(start: number, length: number): void;
  /** Share 0…1 of the scanned line that lies on the plateaus of staircases. */
  share(): number;
  /** Median height of their steps in luma levels; NaN without any. */
  step(): number;
}

/** Numbers that the kernel writes for each plateau: its first sample, the one behind its last, their sum. */
const NUMBERS = 3;

/** Bytes of kernel memory that `createLineBands` takes, the room of its buffers included. */
export function lineBandsBytes(longest: number): number {
  return (4 * NUMBERS + 1) * longest + 256;
}

/** @param longest samples of a line, at most. */
export function createLineBands({ run, bytes, integers }: Kernels, { address }: TileLuma, longest: number): LineBands {
  const plateaus = integers(NUMBERS * longest);
  const mask = bytes(longest);
  const heights = new Float32Array(MOST_STEPS);
  let steps = 0;
  let banded = 0;
  let scanned = 0;

  /** A staircase has come to its end. */
  function addStaircase(count: number, length: number, sum: number): void {
    if (count < LEAST_STEPS) return;
    banded += length;
    for (let i = 0; i < count && steps < MOST_STEPS; i++) heights[steps++] = sum / count;
  }

  return {
    begin() {
      steps = 0;
      banded = 0;
      scanned = 0;
    },
    scan(first, length) {
      scanned += length;
      let count = 0;
      let stairLength = 0;
      let stairSum = 0;
      let lastStep = 0;
      let plateauEnd = -1;
      let plateauLevel = 0;
      let plateauLength = 0;
      const found = run.findPlateaus(address + 2 * first, length, FLAT_STEP, FLAT_DRIFT, mask.address, plateaus.address);
      for (let at = 0; at < NUMBERS * found; at += NUMBERS) {
        const start = plateaus.view[at] ?? 0;
        const end = plateaus.view[at + 1] ?? 0;
        const plateau = end - start;
        const level = (plateaus.view[at + 2] ?? 0) / plateau / SAMPLES_PER_LEVEL;
        const step = level - plateauLevel;
        const size = Math.abs(step);
        const isStep = plateauEnd >= 0 && start - plateauEnd <= WIDEST_STEP && size >= LEAST_STEP && size <= LARGEST_STEP;
        const ratio = lastStep === 0 ? 1 : step / lastStep;
        const goesOn = isStep && ratio > 1 / ALIKE && ratio < ALIKE;
        if (!goesOn) {
          addStaircase(count, stairLength, stairSum);
          count = 0;
          stairLength = 0;
          stairSum = 0;
        }
        if (isStep) {
          count++;
          if (stairLength === 0) stairLength = plateauLength;
          stairLength += plateau;
          stairSum += size;
          lastStep = step;
        } else lastStep = 0;
        plateauEnd = end;
        plateauLevel = level;
        plateauLength = plateau;
      }
      addStaircase(count, stairLength, stairSum);
    },
    share: () => banded / Math.max(1, scanned),
    step: () => (steps === 0 ? Number.NaN : (heights.subarray(0, steps).sort()[steps >> 1] ?? 0)),
  };
}
