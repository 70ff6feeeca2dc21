/** Which of eight lanes lie before `count`. */
function lanesBefore(count: i32): v128 {
  return i16x8.lt_s(i16x8(0, 1, 2, 3, 4, 5, 6, 7), i16x8.splat(<i16>min(count, 8)));
}

/** Eight bytes as 16-bit numbers. */
function eight(address: usize): v128 {
  return v128.load8x8_u(address);
}

/** The second difference across, of the columns before, at and after eight pixels. */
function bentAcross(address: usize, here: v128): v128 {
  return i16x8.sub(i16x8.add(eight(address - 1), eight(address + 1)), i16x8.shl(here, 1));
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
 * @param height at most 32, so that sums of a column fit into 16 bits.
 * @param sums address of four 32-bit numbers: the sums of luma, of its absolute change, of the squared 4-neighbour Laplacian,
 *   and of the absolute value of Immerkær's mask (1 −2 1, −2 4 −2, 1 −2 1).
 */
export function sumBlock(luma: usize, before: usize, stride: usize, width: i32, height: i32, sums: usize): void {
  let values = i32x4.splat(0);
  let changes = i32x4.splat(0);
  let energy = i32x4.splat(0);
  let masked = i32x4.splat(0);
  for (let x = 0; x < width; x += 8) {
    const inside = lanesBefore(width - x);
    let valueColumns = i16x8.splat(0);
    let changeColumns = i16x8.splat(0);
    let maskedColumns = i16x8.splat(0);
    // Going down, each row is read once: what the one above and the one below add is at hand.
    let at = luma + x;
    let old = before + x;
    let above = eight(at - stride);
    let bentAbove = bentAcross(at - stride, above);
    let here = eight(at);
    let bent = bentAcross(at, here);
    for (let y = 0; y < height; y++) {
      const below = eight(at + stride);
      const bentBelow = bentAcross(at + stride, below);
      const bentDown = i16x8.sub(i16x8.add(above, below), i16x8.shl(here, 1));
      const curvature = v128.and(i16x8.add(bent, bentDown), inside);
      const mask = i16x8.sub(i16x8.add(bentAbove, bentBelow), i16x8.shl(bent, 1));
      valueColumns = i16x8.add(valueColumns, here);
      changeColumns = i16x8.add(changeColumns, i16x8.abs(i16x8.sub(here, eight(old))));
      maskedColumns = i16x8.add(maskedColumns, i16x8.abs(mask));
      energy = i32x4.add(energy, i32x4.dot_i16x8_s(curvature, curvature));
      above = here;
      bentAbove = bent;
      here = below;
      bent = bentBelow;
      at += stride;
      old += stride;
    }
    values = i32x4.add(values, i32x4.extadd_pairwise_i16x8_u(v128.and(valueColumns, inside)));
    changes = i32x4.add(changes, i32x4.extadd_pairwise_i16x8_u(v128.and(changeColumns, inside)));
    masked = i32x4.add(masked, i32x4.extadd_pairwise_i16x8_u(v128.and(maskedColumns, inside)));
  }
  store<i32>(sums, total(values));
  store<i32>(sums + 4, total(changes));
  store<i32>(sums + 8, total(energy));
  store<i32>(sums + 12, total(masked));
}
