function total(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3)
  );
}

/** Sums of the change to the frame before, of this call. */
let absolute: i32 = 0;
let signed: i32 = 0;
let squares: i32 = 0;

/** Adds the change of one row and returns its brightest pixel; raises the peaks of the columns. */
function scanRow(now: usize, before: usize, width: i32, columnPeaks: usize): i32 {
  const whole = width & ~15;
  let peaks = i8x16.splat(0);
  let absolutes = i16x8.splat(0);
  let sums = i32x4.splat(0);
  let energy = i32x4.splat(0);
  for (let x = 0; x < whole; x += 16) {
    const p = v128.load(now + x);
    const q = v128.load(before + x);
    peaks = i8x16.max_u(peaks, p);
    v128.store(columnPeaks + x, i8x16.max_u(v128.load(columnPeaks + x), p));
    absolutes = i16x8.add(absolutes, i16x8.extadd_pairwise_i8x16_u(v128.or(i8x16.sub_sat_u(p, q), i8x16.sub_sat_u(q, p))));
    const low = i16x8.sub(i16x8.extend_low_i8x16_u(p), i16x8.extend_low_i8x16_u(q));
    const high = i16x8.sub(i16x8.extend_high_i8x16_u(p), i16x8.extend_high_i8x16_u(q));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(i16x8.add(low, high)));
    energy = i32x4.add(energy, i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high)));
  }
  absolute += total(i32x4.extadd_pairwise_i16x8_u(absolutes));
  signed += total(sums);
  squares += total(energy);
  peaks = i8x16.max_u(peaks, i8x16.shuffle(peaks, peaks, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  peaks = i8x16.max_u(peaks, i8x16.shuffle(peaks, peaks, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
  let peak = 0;
  for (let i: usize = 0; i < 4; i++) peak = max(peak, (i32x4.extract_lane(peaks, 0) >>> (8 * <i32>i)) & 255);
  for (let x = whole; x < width; x++) {
    const luma = <i32>load<u8>(now + x);
    const step = luma - <i32>load<u8>(before + x);
    peak = max(peak, luma);
    store<u8>(columnPeaks + x, max(<i32>load<u8>(columnPeaks + x), luma));
    absolute += abs(step);
    signed += step;
    squares += step * step;
  }
  return peak;
}

/** Counts the pixels of one row and adds them to the cells of that row. */
function countRow(row: usize, width: i32, columnCells: usize, rowCells: usize, histogram: usize): void {
  let cell = <i32>load<u8>(columnCells);
  let sum = 0;
  for (let x = 0; x < width; x++) {
    const next = <i32>load<u8>(columnCells + x);
    if (next !== cell) {
      store<i32>(rowCells + 4 * cell, load<i32>(rowCells + 4 * cell) + sum);
      cell = next;
      sum = 0;
    }
    const luma = <i32>load<u8>(row + x);
    sum += luma;
    const bin = histogram + 4 * luma;
    store<i32>(bin, load<i32>(bin) + 1);
  }
  store<i32>(rowCells + 4 * cell, load<i32>(rowCells + 4 * cell) + sum);
}

/**
 * What one pass over a small luma plane, of at most 33000 pixels, tells.
 *
 * @param now address of `width` × `height` bytes, as is `before`, the plane of the frame before; `width` is at most 2048.
 * @param columnCells address of a byte a column, and `rowCells` of one a row: a pixel belongs to the cell that is their sum.
 * @param cells address of a 32-bit number a cell: the sum of its pixels is added.
 * @param histogram address of 256 32-bit numbers: pixels of each luma are added.
 * @param columnPeaks address of a byte a column that is raised to its brightest pixel, and `rowPeaks` of one a row that is written.
 * @param changes address of three 32-bit numbers that are written: the sums of the absolute change of luma, of the change, and
 *   of its square.
 */
export function scanLuma(
  now: usize,
  before: usize,
  width: i32,
  height: i32,
  columnCells: usize,
  rowCells: usize,
  cells: usize,
  histogram: usize,
  columnPeaks: usize,
  rowPeaks: usize,
  changes: usize,
): void {
  absolute = 0;
  signed = 0;
  squares = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    store<u8>(rowPeaks + y, scanRow(now + row, before + row, width, columnPeaks));
    countRow(now + row, width, columnCells, cells + 4 * <i32>load<u8>(rowCells + y), histogram);
  }
  store<i32>(changes, absolute);
  store<i32>(changes + 4, signed);
  store<i32>(changes + 8, squares);
}
