/** Which of eight lanes lie before `count`. */
function lanesBefore(count: i32): v128 {
  return i16x8.lt_s(i16x8(0, 1, 2, 3, 4, 5, 6, 7), i16x8.splat(<i16>min(count, 8)));
}

/** Eight bytes as 16-bit numbers. */
function eight(address: usize): v128 {
  return v128.load8x8_u(address);
}

/** The second difference of the rows above, at and below eight pixels. */
function bent(middle: usize, stride: usize): v128 {
  return i16x8.sub(i16x8.add(eight(middle - stride), eight(middle + stride)), i16x8.shl(eight(middle), 1));
}

function total(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3)
  );
}

/**
 * Sums over one block of a plane, whose every pixel has eight neighbours.
 *
 * @param luma address of the block's first pixel, as is `before` in the frame before; `stride` bytes to the next row.
 * @param sums address of four 32-bit numbers: the sums of luma, of its absolute change, of the squared 4-neighbour Laplacian,
 *   and of the absolute value of Immerkær's mask (1 −2 1, −2 4 −2, 1 −2 1).
 */
export function sumBlock(luma: usize, before: usize, stride: usize, width: i32, height: i32, sums: usize): void {
  let values = i32x4.splat(0);
  let changes = i32x4.splat(0);
  let energy = i32x4.splat(0);
  let masked = i32x4.splat(0);
  for (let y = 0; y < height; y++) {
    const row = y * stride;
    for (let x = 0; x < width; x += 8) {
      const at = luma + row + x;
      const inside = lanesBefore(width - x);
      const here = eight(at);
      const bentHere = bent(at, stride);
      const mask = i16x8.sub(i16x8.add(bent(at - 1, stride), bent(at + 1, stride)), i16x8.shl(bentHere, 1));
      const across = i16x8.sub(i16x8.add(eight(at - 1), eight(at + 1)), i16x8.shl(here, 1));
      const curvature = v128.and(i16x8.add(across, bentHere), inside);
      const change = v128.and(i16x8.abs(i16x8.sub(here, eight(before + row + x))), inside);
      values = i32x4.add(values, i32x4.extadd_pairwise_i16x8_u(v128.and(here, inside)));
      changes = i32x4.add(changes, i32x4.extadd_pairwise_i16x8_u(change));
      energy = i32x4.add(energy, i32x4.dot_i16x8_s(curvature, curvature));
      masked = i32x4.add(masked, i32x4.extadd_pairwise_i16x8_u(v128.and(i16x8.abs(mask), inside)));
    }
  }
  store<i32>(sums, total(values));
  store<i32>(sums + 4, total(changes));
  store<i32>(sums + 8, total(energy));
  store<i32>(sums + 12, total(masked));
}
