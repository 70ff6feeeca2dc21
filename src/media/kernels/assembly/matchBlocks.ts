/** Side of a block in pixels. */
const SIDE = 8;
/** Steps to a better neighbour that one block may take. */
const STEPS = 12;
/** Sum of absolute differences that one pixel away from the expected motion must gain, so that flat blocks do not wander. */
const RESTRAINT = 3;

let current: usize = 0;
let previous: usize = 0;
let width = 0;
let height = 0;
/** The block that is looked for, what is expected of it, and the best match so far. */
let blockX = 0;
let blockY = 0;
let expectedX = 0;
let expectedY = 0;
let best = 0;
let bestX = 0;
let bestY = 0;

/** Sum of absolute differences of two blocks of 8 × 8 pixels. */
function blockDifference(now: usize, before: usize, stride: usize): i32 {
  let sums = i16x8.splat(0);
  for (let y: usize = 0; y < 8; y += 2) {
    const a = now + y * stride;
    const b = before + y * stride;
    const p = v128.load64_lane(a + stride, v128.load64_zero(a), 1);
    const q = v128.load64_lane(b + stride, v128.load64_zero(b), 1);
    sums = i16x8.add(sums, i16x8.extadd_pairwise_i8x16_u(v128.or(i8x16.sub_sat_u(p, q), i8x16.sub_sat_u(q, p))));
  }
  const halves = i32x4.extadd_pairwise_i16x8_u(sums);
  return (
    i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1) + i32x4.extract_lane(halves, 2) + i32x4.extract_lane(halves, 3)
  );
}

/** Takes over a displacement when it is the best so far. One that leads out of the picture is pulled back to its border. */
function consider(x: i32, y: i32): void {
  const dx = min(blockX, max(blockX + SIDE - width, x));
  const dy = min(blockY, max(blockY + SIDE - height, y));
  if (dx === bestX && dy === bestY) return;
  const restraint = RESTRAINT * (abs(dx - expectedX) + abs(dy - expectedY));
  if (restraint >= best) return;
  const here = blockY * width + blockX;
  const cost = restraint + blockDifference(current + here, previous + here - dy * width - dx, <usize>width);
  if (cost >= best) return;
  best = cost;
  bestX = dx;
  bestY = dy;
}

/**
 * Finds for every block of 8 × 8 pixels where it came from: candidates from the coarser level, the blocks before it and the frame
 * before, then steps downhill (predictive search after EPZS, Tourapis 2002).
 *
 * @param now address of `across` × `down` bytes, as is `before`.
 * @param left, top where the first of `columns` × `rows` blocks lies.
 * @param field address of two signed 16-bit numbers per block, how far its content has moved right and down: those of the
 *   frame before are read and replaced.
 * @param parent the same for a level of half the size with `parentColumns` × `parentRows` blocks whose first one lies at
 *   `parentLeft`, `parentTop`; 0 for none.
 * @param globalX, globalY motion of the whole picture, a candidate and, without a coarser level, what is expected.
 */
export function matchBlocks(
  now: usize,
  before: usize,
  across: i32,
  down: i32,
  left: i32,
  top: i32,
  columns: i32,
  rows: i32,
  field: usize,
  parent: usize,
  parentLeft: i32,
  parentTop: i32,
  parentColumns: i32,
  parentRows: i32,
  globalX: i32,
  globalY: i32,
): void {
  current = now;
  previous = before;
  width = across;
  height = down;
  for (let row = 0; row < rows; row++) {
    blockY = top + row * SIDE;
    for (let column = 0; column < columns; column++) {
      blockX = left + column * SIDE;
      const vector = field + 4 * (row * columns + column);
      expectedX = globalX;
      expectedY = globalY;
      if (parent !== 0) {
        const parentColumn = min(parentColumns - 1, max(0, (blockX / 2 + 2 - parentLeft) / SIDE));
        const parentRow = min(parentRows - 1, max(0, (blockY / 2 + 2 - parentTop) / SIDE));
        const coarse = parent + 4 * (parentRow * parentColumns + parentColumn);
        expectedX = 2 * <i32>load<i16>(coarse);
        expectedY = 2 * <i32>load<i16>(coarse + 2);
      }
      best = i32.MAX_VALUE;
      bestX = i32.MAX_VALUE;
      consider(expectedX, expectedY);
      consider(globalX, globalY);
      consider(0, 0);
      consider(load<i16>(vector), load<i16>(vector + 2));
      if (column > 0) consider(load<i16>(vector - 4), load<i16>(vector - 2));
      if (row > 0) {
        const above = vector - 4 * columns;
        consider(load<i16>(above), load<i16>(above + 2));
        if (column < columns - 1) consider(load<i16>(above + 4), load<i16>(above + 6));
      }
      descend();
      store<i16>(vector, bestX);
      store<i16>(vector + 2, bestY);
    }
  }
}

/** Goes to the best of the eight neighbours until none is better. */
function descend(): void {
  for (let step = 0; step < STEPS; step++) {
    const x = bestX;
    const y = bestY;
    consider(x - 1, y);
    consider(x + 1, y);
    consider(x, y - 1);
    consider(x, y + 1);
    if (bestX === x && bestY === y) {
      consider(x - 1, y - 1);
      consider(x + 1, y - 1);
      consider(x - 1, y + 1);
      consider(x + 1, y + 1);
      if (bestX === x && bestY === y) return;
    }
  }
}
