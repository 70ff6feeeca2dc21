/** Distance from grey, squared, and luma within which a pixel counts as nearly neutral. */
const NEUTRAL_SQUARE: i16 = 24 * 24;
const NEUTRAL_DARKEST: i16 = 40;
const NEUTRAL_LIGHTEST: i16 = 235;

/** Steps of Cb and Cr in the histogram begin at these codes. */
function chromaBin(code: i32): i32 {
  return <i32>(code >= 117) + <i32>(code >= 128) + <i32>(code >= 139);
}

function add(address: usize, value: i32): void {
  store<i32>(address, load<i32>(address) + value);
}

/**
 * Counts the pixels of one row of a 4:2:0 frame by colour (6 steps of luma × 4 of Cb × 4 of Cr) and adds them to cells.
 *
 * @param luma address of the upper row of luma, of twice as many bytes as the `width` of the chroma rows at `blue` and `red`.
 * @param columnCells address of a byte a column: the cell of a pixel among those of the row at `blueCells` and `redCells`, 32-bit
 *   sums of code − 128.
 * @param histogram address of 96 32-bit numbers.
 */
export function countChroma(
  luma: usize,
  blue: usize,
  red: usize,
  width: i32,
  columnCells: usize,
  blueCells: usize,
  redCells: usize,
  histogram: usize,
): void {
  let cell = <i32>load<u8>(columnCells);
  let blueSum = 0;
  let redSum = 0;
  for (let x = 0; x < width; x++) {
    const next = <i32>load<u8>(columnCells + x);
    if (next !== cell) {
      add(blueCells + 4 * cell, blueSum);
      add(redCells + 4 * cell, redSum);
      cell = next;
      blueSum = 0;
      redSum = 0;
    }
    const cb = <i32>load<u8>(blue + x);
    const cr = <i32>load<u8>(red + x);
    blueSum += cb - 128;
    redSum += cr - 128;
    const light = (6 * <i32>load<u8>(luma + 2 * x)) >> 8;
    add(histogram + 4 * (16 * light + 4 * chromaBin(cb) + chromaBin(cr)), 1);
  }
  add(blueCells + 4 * cell, blueSum);
  add(redCells + 4 * cell, redSum);
}

function total(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3)
  );
}

/** Sum of eight signed 16-bit numbers, four by four. */
function paired(values: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_s(values);
}

/**
 * Moments of the chroma of one row of a 4:2:0 frame, code − 128.
 *
 * @param luma address of the upper row of luma, of twice as many bytes as the `width` of the chroma rows at `blue` and `red`; up to 15
 *   bytes beyond the ends are read.
 * @param sums address of nine 32-bit numbers that are raised: Σ Cb, Σ Cr, Σ Cb², Σ Cr², Σ Cb · Cr, and of nearly neutral pixels
 *   Σ Cb, Σ Cr, Σ Y and their number.
 * @returns the sum of the distances from grey.
 */
export function chromaMoments(luma: usize, blue: usize, red: usize, width: i32, sums: usize): f64 {
  const centre = i16x8.splat(128);
  let b = i32x4.splat(0);
  let r = i32x4.splat(0);
  let bb = i32x4.splat(0);
  let rr = i32x4.splat(0);
  let br = i32x4.splat(0);
  let neutralB = i32x4.splat(0);
  let neutralR = i32x4.splat(0);
  let neutralY = i32x4.splat(0);
  let neutral = i32x4.splat(0);
  let distances = f32x4.splat(0);
  for (let x = 0; x < width; x += 8) {
    const exists = i16x8.lt_s(i16x8(0, 1, 2, 3, 4, 5, 6, 7), i16x8.splat(<i16>min(8, width - x)));
    const cb = v128.and(exists, i16x8.sub(v128.load8x8_u(blue + x), centre));
    const cr = v128.and(exists, i16x8.sub(v128.load8x8_u(red + x), centre));
    const light = v128.and(v128.load(luma + 2 * x), i16x8.splat(255));
    b = i32x4.add(b, paired(cb));
    r = i32x4.add(r, paired(cr));
    bb = i32x4.add(bb, i32x4.dot_i16x8_s(cb, cb));
    rr = i32x4.add(rr, i32x4.dot_i16x8_s(cr, cr));
    br = i32x4.add(br, i32x4.dot_i16x8_s(cb, cr));
    // Up to 32768, which unsigned 16 bits hold.
    const square = i16x8.add(i16x8.mul(cb, cb), i16x8.mul(cr, cr));
    distances = f32x4.add(distances, f32x4.sqrt(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(square))));
    distances = f32x4.add(distances, f32x4.sqrt(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(square))));
    const lit = v128.and(i16x8.ge_s(light, i16x8.splat(NEUTRAL_DARKEST)), i16x8.le_s(light, i16x8.splat(NEUTRAL_LIGHTEST)));
    const isNeutral = v128.and(v128.and(exists, lit), i16x8.le_u(square, i16x8.splat(NEUTRAL_SQUARE)));
    neutralB = i32x4.add(neutralB, paired(v128.and(isNeutral, cb)));
    neutralR = i32x4.add(neutralR, paired(v128.and(isNeutral, cr)));
    neutralY = i32x4.add(neutralY, paired(v128.and(isNeutral, light)));
    // A mask counts as −1.
    neutral = i32x4.sub(neutral, paired(isNeutral));
  }
  add(sums, total(b));
  add(sums + 4, total(r));
  add(sums + 8, total(bb));
  add(sums + 12, total(rr));
  add(sums + 16, total(br));
  add(sums + 20, total(neutralB));
  add(sums + 24, total(neutralR));
  add(sums + 28, total(neutralY));
  add(sums + 32, total(neutral));
  return (
    <f64>f32x4.extract_lane(distances, 0) +
    <f64>f32x4.extract_lane(distances, 1) +
    <f64>f32x4.extract_lane(distances, 2) +
    <f64>f32x4.extract_lane(distances, 3)
  );
}
