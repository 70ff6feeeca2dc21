/** Samples that take part in a point between two of them, half on either side. */
const TAPS: usize = 16;
const BYTES: usize = 4;

/** The largest absolute value of four. */
function largest(values: v128): f32 {
  return max(
    max(f32x4.extract_lane(values, 0), f32x4.extract_lane(values, 1)),
    max(f32x4.extract_lane(values, 2), f32x4.extract_lane(values, 3)),
  );
}

/**
 * The largest absolute value of the points at a quarter, a half and three quarters of the way between two samples, wherever one of
 * the two reaches `limit`; 0 where none does.
 *
 * @param samples address of `count` + 15 32-bit floats: points lie behind the eighth and the following ones. 12 bytes beyond are read.
 * @param quarter address of the 16 weights for a quarter of the way, which are those for three quarters read backwards.
 * @param middle the same for half the way.
 */
export function peakBetween(samples: usize, count: i32, limit: f32, quarter: usize, middle: usize): f32 {
  const least = f32x4.splat(limit);
  let peaks = f32x4.splat(0);
  for (let start = 0; start < count; start += 4) {
    const at = samples + BYTES * start;
    const before = f32x4.abs(v128.load(at + BYTES * (TAPS / 2 - 1)));
    const after = f32x4.abs(v128.load(at + BYTES * (TAPS / 2)));
    const exists = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count - start));
    const wanted = v128.and(exists, v128.or(f32x4.ge(before, least), f32x4.ge(after, least)));
    if (!v128.any_true(wanted)) continue;
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    let third = f32x4.splat(0);
    for (let tap: usize = 0; tap < TAPS; tap++) {
      const x = v128.load(at + BYTES * tap);
      first = f32x4.add(first, f32x4.mul(x, v128.load32_splat(quarter + BYTES * tap)));
      second = f32x4.add(second, f32x4.mul(x, v128.load32_splat(middle + BYTES * tap)));
      third = f32x4.add(third, f32x4.mul(x, v128.load32_splat(quarter + BYTES * (TAPS - 1 - tap))));
    }
    const most = f32x4.max(f32x4.max(f32x4.abs(first), f32x4.abs(second)), f32x4.abs(third));
    peaks = f32x4.max(peaks, v128.and(most, wanted));
  }
  return largest(peaks);
}
