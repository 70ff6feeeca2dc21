/** Second differences are counted up to this many levels: larger ones belong to edges of the picture. */
const LARGEST_BEND: i16 = 12;

/** Eight bytes as 16-bit numbers. */
function pixels(address: usize): v128 {
  return v128.load8x8_u(address);
}

/** Twice the luma step from the pixel before to each of eight pixels, beyond both neighbouring steps; never negative. */
function excessSteps(at: usize, step: usize): v128 {
  const before = pixels(at - step);
  const here = pixels(at);
  const earlier = i16x8.abs(i16x8.sub(before, pixels(at - 2 * step)));
  const own = i16x8.shl(i16x8.abs(i16x8.sub(here, before)), 1);
  const later = i16x8.abs(i16x8.sub(pixels(at + step), here));
  return i16x8.max_s(i16x8.sub(i16x8.sub(own, earlier), later), i16x8.splat(0));
}

/** Bounded absolute second differences at eight pixels. */
function boundedBends(at: usize, step: usize): v128 {
  const outer = i16x8.add(pixels(at - step), pixels(at + step));
  const bent = i16x8.abs(i16x8.sub(outer, i16x8.shl(pixels(at), 1)));
  return i16x8.min_s(bent, i16x8.splat(LARGEST_BEND));
}

function total(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3)
  );
}

function storeLanes(address: usize, lanes: v128): void {
  v128.store(address, i32x4.extend_low_i16x8_u(lanes));
  v128.store(address + 16, i32x4.extend_high_i16x8_u(lanes));
}

/**
 * For every column, how its pixels in every second row differ from their neighbours in the row.
 *
 * @param luma address of `width` × `height` bytes, `width` a multiple of 8 and `height` at most 128. Neighbours of the outermost
 *   columns lie in other rows, so that their sums tell nothing.
 * @param steps address of one 32-bit sum a column: twice the luma step to the pixel before, beyond its neighbouring steps.
 * @param bends the same of bounded absolute second differences.
 */
export function columnSteps(luma: usize, width: i32, height: i32, steps: usize, bends: usize): void {
  for (let x = 0; x < width; x += 8) {
    let stepSums = i16x8.splat(0);
    let bendSums = i16x8.splat(0);
    for (let y = 0; y < height; y += 2) {
      const at = luma + y * width + x;
      stepSums = i16x8.add(stepSums, excessSteps(at, 1));
      bendSums = i16x8.add(bendSums, boundedBends(at, 1));
    }
    storeLanes(steps + 4 * x, stepSums);
    storeLanes(bends + 4 * x, bendSums);
  }
}

/** As `columnSteps`, for every row but the first two and the last: its pixels in every second column against those above and below. */
export function rowSteps(luma: usize, width: i32, height: i32, steps: usize, bends: usize): void {
  const everySecond = i16x8(-1, 0, -1, 0, -1, 0, -1, 0);
  for (let y = 2; y < height - 1; y++) {
    const row = luma + y * width;
    let stepSums = i32x4.splat(0);
    let bendSums = i32x4.splat(0);
    for (let x = 0; x < width; x += 8) {
      stepSums = i32x4.add(stepSums, i32x4.extadd_pairwise_i16x8_u(v128.and(excessSteps(row + x, width), everySecond)));
      bendSums = i32x4.add(bendSums, i32x4.extadd_pairwise_i16x8_u(v128.and(boundedBends(row + x, width), everySecond)));
    }
    store<i32>(steps + 4 * y, total(stepSums));
    store<i32>(bends + 4 * y, total(bendSums));
  }
}
