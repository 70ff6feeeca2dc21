/** Bytes of the four 64-bit floats of a place in the integral: sums of lightness, a and b above and left of it, and nothing. */
const PLACE: usize = 32;

/** Sums from the corner of the area to every place in it. */
function integrate(
  lightness: usize,
  a: usize,
  b: usize,
  width: i32,
  left: i32,
  top: i32,
  right: i32,
  bottom: i32,
  integral: usize,
): void {
  const stride = PLACE * (width + 1);
  memory.fill(integral + stride * top + PLACE * left, 0, PLACE * (right - left + 1));
  for (let y = top; y < bottom; y++) {
    const above = integral + stride * y;
    const here = above + stride;
    let first = f64x2.splat(0);
    let second = f64x2.splat(0);
    v128.store(here + PLACE * left, first);
    v128.store(here + PLACE * left + 16, second);
    for (let x = left; x < right; x++) {
      const pixel = 4 * (y * width + x);
      const both = v128.load32_lane(a + pixel, v128.load32_zero(lightness + pixel), 1);
      first = f64x2.add(first, f64x2.promote_low_f32x4(both));
      second = f64x2.add(second, f64x2.promote_low_f32x4(v128.load32_zero(b + pixel)));
      const place = PLACE * (x + 1);
      v128.store(here + place, f64x2.add(v128.load(above + place), first));
      v128.store(here + place + 16, f64x2.add(v128.load(above + place + 16), second));
    }
  }
}

/** Sums over a box, given by two rows of the integral and the places in them of its sides. */
function boxSum(upper: usize, lower: usize, left: usize, right: usize): v128 {
  const beside = f64x2.sub(f64x2.sub(v128.load(lower + right), v128.load(upper + right)), v128.load(lower + left));
  return f64x2.add(beside, v128.load(upper + left));
}

/**
 * The saliency of every pixel of an area: the CIELAB distance of its 3 × 3 mean to the mean of the largest box around it that lies
 * evenly in the area.
 *
 * @param lightness address of 32-bit floats, `width` a row, as are `a` and `b`.
 * @param left, top, right, bottom the area: columns `left` ≤ x < `right`, rows `top` ≤ y < `bottom`.
 * @param integral address of four 64-bit floats for every place between pixels, one more than pixels to a side, that are overwritten.
 * @param map address of a 32-bit float a pixel that is written where the area is.
 * @param totals address of two 64-bit floats that are written: the sum of all saliency, and the largest.
 */
export function mapSaliency(
  lightness: usize,
  a: usize,
  b: usize,
  width: i32,
  left: i32,
  top: i32,
  right: i32,
  bottom: i32,
  integral: usize,
  map: usize,
  totals: usize,
): void {
  integrate(lightness, a, b, width, left, top, right, bottom, integral);
  const stride = PLACE * (width + 1);
  let sum: f64 = 0;
  let most: f64 = 0;
  for (let y = top; y < bottom; y++) {
    const reachY = min(y - top, bottom - 1 - y);
    const farUpper = integral + stride * (y - reachY);
    const farLower = integral + stride * (y + reachY + 1);
    const nearTop = max(top, y - 1);
    const nearBottom = min(bottom, y + 2);
    const nearUpper = integral + stride * nearTop;
    const nearLower = integral + stride * nearBottom;
    for (let x = left; x < right; x++) {
      const reachX = min(x - left, right - 1 - x);
      const farLeft = PLACE * (x - reachX);
      const farRight = PLACE * (x + reachX + 1);
      const nearLeft = max(left, x - 1);
      const nearRight = min(right, x + 2);
      const far = f64x2.splat(<f64>((2 * reachX + 1) * (2 * reachY + 1)));
      const near = f64x2.splat(<f64>((nearRight - nearLeft) * (nearBottom - nearTop)));
      const first = f64x2.sub(
        f64x2.div(boxSum(nearUpper, nearLower, PLACE * nearLeft, PLACE * nearRight), near),
        f64x2.div(boxSum(farUpper, farLower, farLeft, farRight), far),
      );
      const second = f64x2.sub(
        f64x2.div(boxSum(nearUpper + 16, nearLower + 16, PLACE * nearLeft, PLACE * nearRight), near),
        f64x2.div(boxSum(farUpper + 16, farLower + 16, farLeft, farRight), far),
      );
      const squares = f64x2.mul(first, first);
      const lastSquare = f64x2.extract_lane(f64x2.mul(second, second), 0);
      const value = sqrt(f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1) + lastSquare);
      store<f32>(map + 4 * (y * width + x), <f32>value);
      sum += value;
      most = max(most, value);
    }
  }
  store<f64>(totals, sum);
  store<f64>(totals + 8, most);
}
