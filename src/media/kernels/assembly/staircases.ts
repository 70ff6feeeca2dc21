/** Samples' units in a luma level; the numbers below are in luma levels unless they say otherwise. */
const LEVEL: f64 = 257;
/** Pixels that a step between two plateaus may take. */
const WIDEST_STEP = 4;
/** A step that can be seen in a smooth area, and one that is an outline. */
const LEAST_STEP: f64 = 0.8;
const LARGEST_STEP: f64 = 20;
/** Steps of one staircase differ in height by no more than this factor. */
const ALIKE: f64 = 2.2;
/** Steps that make a staircase: fewer may belong to a drawing. */
const LEAST_STEPS = 2;

/** Adds a staircase that has come to its end, of so many steps with this sum of heights, to the results. */
function addStaircase(steps: i32, length: i32, sum: f64, heights: usize, most: i32, counts: usize): void {
  if (steps < LEAST_STEPS) return;
  store<i32>(counts + 4, load<i32>(counts + 4) + length);
  const held = load<i32>(counts);
  const added = min(steps, most - held);
  for (let i = 0; i < added; i++) store<f32>(heights + 4 * (held + i), <f32>(sum / <f64>steps));
  store<i32>(counts, held + added);
}

/**
 * Adds the staircases among the plateaus of a line: steps up or down that are alike.
 *
 * @param plateaus address of `count` times three 32-bit numbers, as `findPlateaus` writes them.
 * @param heights address of `most` 32-bit floats: for each step of a staircase the mean height of its steps, in luma levels.
 * @param counts address of two 32-bit numbers that are raised: heights that are written, and pixels that lie on staircases.
 */
export function addStaircases(plateaus: usize, count: i32, heights: usize, most: i32, counts: usize): void {
  let steps = 0;
  let length = 0;
  let sum: f64 = 0;
  let lastStep: f64 = 0;
  let lastEnd = -1;
  let lastLevel: f64 = 0;
  let lastLength = 0;
  for (let i = 0; i < count; i++) {
    const at = plateaus + 12 * i;
    const start = load<i32>(at);
    const end = load<i32>(at + 4);
    const level = <f64>load<i32>(at + 8) / <f64>(end - start) / LEVEL;
    const step = level - lastLevel;
    const size = abs(step);
    const isStep = lastEnd >= 0 && start - lastEnd <= WIDEST_STEP && size >= LEAST_STEP && size <= LARGEST_STEP;
    const ratio = lastStep === 0 ? 1 : step / lastStep;
    if (!isStep || ratio <= 1 / ALIKE || ratio >= ALIKE) {
      addStaircase(steps, length, sum, heights, most, counts);
      steps = 0;
      length = 0;
      sum = 0;
    }
    lastStep = 0;
    if (isStep) {
      if (steps === 0) length = lastLength;
      steps++;
      length += end - start;
      sum += size;
      lastStep = step;
    }
    lastEnd = end;
    lastLevel = level;
    lastLength = end - start;
  }
  addStaircase(steps, length, sum, heights, most, counts);
}
