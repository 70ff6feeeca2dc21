/** Luma levels by which a plateau may wander from pixel to pixel, and in all. */
const FLAT_STEP = 0.45;
const FLAT_DRIFT = 0.9;
/** Pixels that a plateau is long at least, and that a step between two may take. */
const LEAST_PLATEAU = 6;
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
  /** Adds one line of luma in levels; only the first `length` values count. */
  scan(line: Float32Array, length: number): void;
  /** Share 0…1 of the scanned line that lies on the plateaus of staircases. */
  share(): number;
  /** Median height of their steps in luma levels; NaN without any. */
  step(): number;
}

export function createLineBands(): LineBands {
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
    scan(line, length) {
      scanned += length;
      let count = 0;
      let stairLength = 0;
      let stairSum = 0;
      let lastStep = 0;
      let plateauEnd = -1;
      let plateauLevel = 0;
      let plateauLength = 0;
      let x = 0;
      while (x < length) {
        const start = x;
        x = plateauEndFrom(line, length, start);
        const plateau = x - start;
        if (plateau < LEAST_PLATEAU) continue;
        const level = meanOf(line, start, x);
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
        plateauEnd = x;
        plateauLevel = level;
        plateauLength = plateau;
      }
      addStaircase(count, stairLength, stairSum);
    },
    share: () => banded / Math.max(1, scanned),
    step: () => (steps === 0 ? Number.NaN : (heights.subarray(0, steps).sort()[steps >> 1] ?? 0)),
  };
}

/** Where the plateau that begins at `from` ends. */
function plateauEndFrom(line: Float32Array, length: number, from: number): number {
  const first = line[from] ?? 0;
  let previous = first;
  let x = from + 1;
  while (x < length) {
    const value = line[x] ?? 0;
    if (Math.abs(value - previous) > FLAT_STEP || Math.abs(value - first) > FLAT_DRIFT) break;
    previous = value;
    x++;
  }
  return x;
}

function meanOf(line: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let x = from; x < to; x++) sum += line[x] ?? 0;
  return sum / (to - from);
}
