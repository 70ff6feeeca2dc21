function total(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3)
  );
}

/** Absolute differences of 16 bytes. */
function differences(a: usize, b: usize): v128 {
  const p = v128.load(a);
  const q = v128.load(b);
  return v128.or(i8x16.sub_sat_u(p, q), i8x16.sub_sat_u(q, p));
}

/** Rows between two looks at whether it is worth while to go on. */
const ROWS = 4;

/**
 * Mean absolute difference times 256 where `current`, moved back by (`dx`, `dy`), lies on `previous`; `limit`, or more, as soon as
 * it cannot be less.
 */
function differenceAt(current: usize, previous: usize, width: i32, height: i32, dx: i32, dy: i32, limit: i32): i32 {
  const across = width - abs(dx);
  const down = height - abs(dy);
  const area = across * down;
  const enough = (<i64>limit * area + 255) >> 8;
  const whole = across & ~15;
  const inside = i8x16.lt_u(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>(across - whole)));
  let a = current + max(0, dy) * width + max(0, dx);
  let b = previous + max(0, -dy) * width + max(0, -dx);
  let sums = i32x4.splat(0);
  for (let y = 0; y < down; y++) {
    let row = i16x8.extadd_pairwise_i8x16_u(v128.and(differences(a + whole, b + whole), inside));
    for (let x = 0; x < whole; x += 16) row = i16x8.add(row, i16x8.extadd_pairwise_i8x16_u(differences(a + x, b + x)));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(row));
    a += width;
    b += width;
    if (y % ROWS === ROWS - 1 && <i64>total(sums) >= enough) return limit;
  }
  return <i32>(((<i64>total(sums)) << 8) / area);
}

/**
 * Finds the whole-pixel translation that makes two small planes most alike by mean absolute difference, up to `reachX` and
 * `reachY` pixels (below half of each side) in every direction. Every translation is tried.
 *
 * @param current address of `width` × `height` bytes, as is `previous`; up to 15 bytes beyond their ends are read.
 * @param result address of three signed 16-bit numbers that are written: how far the content has moved right and down, and the mean
 *   absolute difference where it has not moved, times 64.
 */
export function searchShift(
  current: usize,
  previous: usize,
  width: i32,
  height: i32,
  reachX: i32,
  reachY: i32,
  result: usize,
): void {
  // Standing still is tried first, so that it wins over equals.
  const still = differenceAt(current, previous, width, height, 0, 0, i32.MAX_VALUE);
  let best = still;
  let bestX = 0;
  let bestY = 0;
  for (let dy = -reachY; dy <= reachY; dy++) {
    for (let dx = -reachX; dx <= reachX; dx++) {
      const difference = differenceAt(current, previous, width, height, dx, dy, best);
      if (difference >= best) continue;
      best = difference;
      bestX = dx;
      bestY = dy;
    }
  }
  store<i16>(result, bestX);
  store<i16>(result + 2, bestY);
  store<i16>(result + 4, still >> 2);
}
