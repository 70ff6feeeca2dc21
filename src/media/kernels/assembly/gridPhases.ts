/** Second differences are counted up to this many levels: larger ones belong to edges of the picture. */
const LARGEST_BEND: i16 = 12;
/** The same for excess luma steps: the edge of a black bar on the grid must not pass for blocks all over the picture. */
const LARGEST_STEP: i16 = 16;

/** Eight bytes as 16-bit numbers. */
function pixels(address: usize): v128 {
  return v128.load8x8_u(address);
}

/** Twice the luma step from the pixel before to each of eight pixels, beyond both neighbouring steps; bounded, never negative. */
function excessSteps(at: usize, step: usize): v128 {
  const before = pixels(at - step);
  const here = pixels(at);
  const earlier = i16x8.abs(i16x8.sub(before, pixels(at - 2 * step)));
  const own = i16x8.shl(i16x8.abs(i16x8.sub(here, before)), 1);
  const later = i16x8.abs(i16x8.sub(pixels(at + step), here));
  const excess = i16x8.sub(i16x8.sub(own, earlier), later);
  return i16x8.min_s(i16x8.max_s(excess, i16x8.splat(0)), i16x8.splat(LARGEST_STEP));
}

/** Bounded absolute second differences at eight pixels. */
function boundedBends(at: usize, step: usize): v128 {
  const outer = i16x8.add(pixels(at - step), pixels(at + step));
  const bent = i16x8.abs(i16x8.sub(outer, i16x8.shl(pixels(at), 1)));
  return i16x8.min_s(bent, i16x8.splat(LARGEST_BEND));
}

function addLanes(address: usize, lanes: v128): void {
  v128.store(address, i32x4.add(v128.load(address), i32x4.extend_low_i16x8_u(lanes)));
  v128.store(address + 16, i32x4.add(v128.load(address + 16), i32x4.extend_high_i16x8_u(lanes)));
}

function addTotal(address: usize, lanes: v128): void {
  const sum =
    i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3);
  store<i32>(address, load<i32>(address) + sum);
}

/**
 * Sums of a plane by the position 0…7 that its pixels have within 8-px blocks, along rows (every second one) and along columns
 * (every second one). Only borders with a block on either side count; position 7 belongs to the border behind it.
 *
 * @param luma address of a plane whose corner lies on the grid; both sides are multiples of 8.
 * @param steps address of eight 32-bit sums that are added to: bounded luma steps to the pixel before, beyond the neighbouring ones.
 * @param bends the same of bounded second differences.
 */
export function sumGridPhases(luma: usize, width: i32, height: i32, steps: usize, bends: usize): void {
  const last = i16x8(0, 0, 0, 0, 0, 0, 0, -1);
  const exceptLast = v128.not(last);
  for (let y = 0; y < height; y += 2) {
    const row = luma + y * width;
    let rowBends = v128.and(boundedBends(row, 1), last);
    let rowSteps = i16x8.splat(0);
    for (let x = 8; x < width - 8; x += 8) {
      rowSteps = i16x8.add(rowSteps, excessSteps(row + x, 1));
      const bent = boundedBends(row + x, 1);
      rowBends = i16x8.add(rowBends, x + 16 < width ? bent : v128.and(bent, exceptLast));
    }
    addLanes(steps, rowSteps);
    addLanes(bends, rowBends);
  }
  const everySecond = i16x8(-1, 0, -1, 0, -1, 0, -1, 0);
  for (let y = 7; y < height - 9; y++) {
    const row = luma + y * width;
    let rowSteps = i32x4.splat(0);
    let rowBends = i32x4.splat(0);
    for (let x = 0; x < width; x += 8) {
      const at = row + x;
      rowSteps = i32x4.add(rowSteps, i32x4.extadd_pairwise_i16x8_u(v128.and(excessSteps(at, width), everySecond)));
      rowBends = i32x4.add(rowBends, i32x4.extadd_pairwise_i16x8_u(v128.and(boundedBends(at, width), everySecond)));
    }
    const phase: usize = y & 7;
    addTotal(steps + 4 * phase, rowSteps);
    addTotal(bends + 4 * phase, rowBends);
  }
}
