/**
 * Halves a plane of bytes: each pixel of `target` is the rounded mean of 2 × 2 pixels of `source`. A last odd column or row is
 * left out.
 *
 * @param source address of `width` × `height` bytes, rows without padding; up to 31 bytes beyond its end are read and ignored.
 * @param target address of (`width` >> 1) × (`height` >> 1) bytes; up to 15 bytes beyond its end are overwritten.
 */
export function halvePlane(source: usize, width: i32, height: i32, target: usize): void {
  const across = width >> 1;
  const down = height >> 1;
  const rounding = i16x8.splat(2);
  for (let y = 0; y < down; y++) {
    const upper = source + 2 * y * width;
    const row = target + y * across;
    for (let x = 0; x < across; x += 8) {
      const address = upper + 2 * x;
      const sums = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(v128.load(address)),
        i16x8.extadd_pairwise_i8x16_u(v128.load(address + width)),
      );
      const means = i16x8.shr_u(i16x8.add(sums, rounding), 2);
      v128.store64_lane(row + x, i8x16.narrow_i16x8_u(means, means), 0);
    }
  }
}
