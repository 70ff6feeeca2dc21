/** Mean absolute difference times 256 where `current`, moved back by (`dx`, `dy`), lies on `previous`. */
function differenceAt(current: usize, previous: usize, width: i32, height: i32, dx: i32, dy: i32): i32 {
  const across = width - abs(dx);
  const down = height - abs(dy);
  const whole = across & ~15;
  let a = current + max(0, dy) * width + max(0, dx);
  let b = previous + max(0, -dy) * width + max(0, -dx);
  let sums = i32x4.splat(0);
  let rest = 0;
  for (let y = 0; y < down; y++) {
    let row = i16x8.splat(0);
    for (let x = 0; x < whole; x += 16) {
      const p = v128.load(a + x);
      const q = v128.load(b + x);
      row = i16x8.add(row, i16x8.extadd_pairwise_i8x16_u(v128.or(i8x16.sub_sat_u(p, q), i8x16.sub_sat_u(q, p))));
    }
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(row));
    for (let x = whole; x < across; x++) rest += abs(<i32>load<u8>(a + x) - <i32>load<u8>(b + x));
    a += width;
    b += width;
  }
  const sum =
    i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3) + rest;
  return <i32>(((<i64>sum) << 8) / (across * down));
}

/**
 * Finds the whole-pixel translation that makes two small planes most alike by mean absolute difference, up to `reachX` and
 * `reachY` pixels (below half of each side) in every direction. Every translation is tried.
 *
 * @param current address of `width` × `height` bytes, as is `previous`.
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
  const still = differenceAt(current, previous, width, height, 0, 0);
  let best = still;
  let bestX = 0;
  let bestY = 0;
  for (let dy = -reachY; dy <= reachY; dy++) {
    for (let dx = -reachX; dx <= reachX; dx++) {
      const difference = differenceAt(current, previous, width, height, dx, dy);
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
