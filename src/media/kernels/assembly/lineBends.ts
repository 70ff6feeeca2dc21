import { LANES } from './shared/line16.ts';

/** Samples are read in quarters of a luma level, of which products of two bends fit into 32 bits. */
const SHIFT = 6;
/** A bend of 24 levels: noise and shading stay below. */
const CLEAR: i16 = 96;

function quarters(address: usize): v128 {
  return i16x8.shr_u(v128.load(address), SHIFT);
}

/** The second difference of samples this many bytes apart. */
function bent(at: usize, middle: v128, apart: usize): v128 {
  return i16x8.sub(i16x8.add(quarters(at - apart), quarters(at + apart)), i16x8.shl(middle, 1));
}

function total(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3)
  );
}

/**
 * Adds up how a line bends at one and at two samples' distance, where either bend is clear.
 *
 * @param line address of `length` (at most 500) 16-bit unsigned samples, of which 257 are a luma level; up to 18 bytes beyond its end are read.
 * @param sums address of three 64-bit floats that are raised: the squared second differences of neighbours, those of samples two
 *   apart, both in squared quarters of a level, and how many samples were added.
 */
export function addBends(line: usize, length: i32, sums: usize): void {
  const clear = i16x8.splat(CLEAR);
  let near = i32x4.splat(0);
  let far = i32x4.splat(0);
  let count = 0;
  for (let x = 2; x < length - 2; x += LANES) {
    const at = line + 2 * x;
    const middle = quarters(at);
    const bend = bent(at, middle, 2);
    const wide = bent(at, middle, 4);
    const isClear = v128.or(i16x8.ge_s(i16x8.abs(bend), clear), i16x8.ge_s(i16x8.abs(wide), clear));
    const left = i16x8.splat(<i16>min(length - 2 - x, LANES));
    const counted = v128.and(isClear, i16x8.lt_s(i16x8(0, 1, 2, 3, 4, 5, 6, 7), left));
    const seen = v128.and(bend, counted);
    const seenWide = v128.and(wide, counted);
    near = i32x4.add(near, i32x4.dot_i16x8_s(seen, seen));
    far = i32x4.add(far, i32x4.dot_i16x8_s(seenWide, seenWide));
    count += popcnt(i16x8.bitmask(counted));
  }
  store<f64>(sums, load<f64>(sums) + <f64>total(near));
  store<f64>(sums + 8, load<f64>(sums + 8) + <f64>total(far));
  store<f64>(sums + 16, load<f64>(sums + 16) + <f64>count);
}
