/** Sum of the squares of eight 16-bit numbers as two 64-bit ones. */
function squares(values: v128): v128 {
  const pairs = i32x4.dot_i16x8_s(values, values);
  return i64x2.add(i64x2.extend_low_i32x4_u(pairs), i64x2.extend_high_i32x4_u(pairs));
}

/**
 * Sums of 2 × 2 bytes as 16-bit numbers; a last odd row or column is left out.
 *
 * @param source address of `width` × `height` bytes; up to 15 bytes beyond its end are read.
 * @param target address of a quarter as many 16-bit numbers; up to 14 bytes beyond its end are overwritten.
 */
export function sumQuads(source: usize, width: i32, height: i32, target: usize): void {
  const half = width >> 1;
  for (let y = 0; y < height >> 1; y++) {
    for (let x = 0; x < half; x += 8) {
      const at = source + 2 * (y * width + x);
      const upper = i16x8.extadd_pairwise_i8x16_u(v128.load(at));
      const lower = i16x8.extadd_pairwise_i8x16_u(v128.load(at + width));
      v128.store(target + 2 * (y * half + x), i16x8.add(upper, lower));
    }
  }
}

/**
 * The same of 16-bit numbers up to 1020.
 *
 * @param source address of `width` × `height` numbers; up to 14 bytes beyond its end are read.
 * @param target address of a quarter as many; up to 6 bytes beyond its end are overwritten.
 */
export function sumQuadsOf16(source: usize, width: i32, height: i32, target: usize): void {
  const half = width >> 1;
  for (let y = 0; y < height >> 1; y++) {
    for (let x = 0; x < half; x += 4) {
      const at = source + 4 * (y * width + x);
      const sums = i16x8.add(v128.load(at), v128.load(at + 2 * width));
      const pairs = i32x4.extadd_pairwise_i16x8_u(sums);
      v128.store64_lane(target + 2 * (y * half + x), i16x8.narrow_i32x4_s(pairs, pairs), 0);
    }
  }
}

/**
 * Sum of the squared 4-neighbour Laplacian over all numbers that have four neighbours.
 *
 * @param values address of `width` × `height` 16-bit numbers, 0…4080; up to 14 bytes beyond its end are read.
 */
export function squaredLaplacian(values: usize, width: i32, height: i32): f64 {
  let sum = i64x2.splat(0);
  const stride: usize = 2 * width;
  for (let y = 1; y < height - 1; y++) {
    const row = values + y * stride;
    for (let x = 1; x < width - 1; x += 8) {
      const at = row + 2 * x;
      const beside = i16x8.add(v128.load(at - 2), v128.load(at + 2));
      const around = i16x8.add(beside, i16x8.add(v128.load(at - stride), v128.load(at + stride)));
      const bent = i16x8.sub(around, i16x8.shl(v128.load(at), 2));
      const inside = i16x8.lt_s(i16x8(0, 1, 2, 3, 4, 5, 6, 7), i16x8.splat(<i16>min(width - 1 - x, 8)));
      sum = i64x2.add(sum, squares(v128.and(bent, inside)));
    }
  }
  return <f64>(i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1));
}
