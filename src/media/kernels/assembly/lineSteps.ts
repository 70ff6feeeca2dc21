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

/** Every second of sixteen bytes as 16-bit numbers, of the first `count` bytes; 0 for the others. */
function secondPixels(address: usize, count: i32): v128 {
  const existing = i16x8.lt_s(i16x8(0, 2, 4, 6, 8, 10, 12, 14), i16x8.splat(<i16>count));
  return v128.and(v128.load(address), v128.and(existing, i16x8.splat(255)));
}

/** Adds sixteen-bit numbers, none of them negative, to the sum of a row. */
function addToRow(sums: usize, lanes: v128): void {
  store<i32>(sums, load<i32>(sums) + total(i32x4.extadd_pairwise_i16x8_u(lanes)));
}

/**
 * As `columnSteps`, for every row but the first two and the last: its pixels in every second column against those above and below.
 * Up to 8 bytes beyond the end of `luma` are read.
 */
export function rowSteps(luma: usize, width: i32, height: i32, steps: usize, bends: usize): void {
  memory.fill(steps, 0, 4 * height);
  memory.fill(bends, 0, 4 * height);
  for (let x = 0; x < width; x += 16) {
    // Each step between two rows is worked out once, and looked at as the one before, the own and the one behind.
    let at = luma + x;
    const before = secondPixels(at + width, width - x);
    let earlier = i16x8.abs(i16x8.sub(before, secondPixels(at, width - x)));
    at += 2 * width;
    let here = secondPixels(at, width - x);
    let signed = i16x8.sub(here, before);
    let own = i16x8.abs(signed);
    for (let y = 2; y < height - 1; y++) {
      at += width;
      const next = secondPixels(at, width - x);
      const nextSigned = i16x8.sub(next, here);
      const later = i16x8.abs(nextSigned);
      const excess = i16x8.sub(i16x8.sub(i16x8.shl(own, 1), earlier), later);
      addToRow(steps + 4 * y, i16x8.max_s(excess, i16x8.splat(0)));
      addToRow(bends + 4 * y, i16x8.min_s(i16x8.abs(i16x8.sub(nextSigned, signed)), i16x8.splat(LARGEST_BEND)));
      here = next;
      signed = nextSigned;
      earlier = own;
      own = later;
    }
  }
}
