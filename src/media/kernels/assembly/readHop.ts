// BS.1770-4, tables 1 and 2, for 48 kHz: a shelf for the head's acoustic effect, then the RLB high pass (numerator 1, −2, 1).
const SHELF_B0: f64 = 1.53512485958697;
const SHELF_B1: f64 = -2.69169618940638;
const SHELF_B2: f64 = 1.19839281085285;
const SHELF_A1: f64 = -1.69065929318241;
const SHELF_A2: f64 = 0.73248077421585;
const HIGH_PASS_A1: f64 = -1.99004745483398;
const HIGH_PASS_A2: f64 = 0.99007225036621;

/** States below this decay to zero at once: denormal numbers would slow a silent track down many times over. */
const NEGLIGIBLE: f64 = 1e-25;

/** The lanes in which both states of a filter section have all but decayed. */
function decayed(state: v128, other: v128): v128 {
  return f64x2.lt(f64x2.add(f64x2.abs(state), f64x2.abs(other)), f64x2.splat(NEGLIGIBLE));
}

/**
 * Reads a hop of two channels of interleaved sound, side by side: levels, K-weighting (ITU-R BS.1770-4) and how far samples step.
 *
 * @param samples address of the first sample of the first channel, 32-bit floats, `stride` bytes apart; the second channel's lie
 *   `second` bytes behind, 0 for a channel alone, which is then read twice.
 * @param one address of `count` 32-bit floats that the first channel's samples are written to, next to one another; `other` the same
 *   for the second.
 * @param rows address of rows of 64-bit floats, `apart` bytes from one another, of each of which the two channels have a pair. Seven
 *   run on from hop to hop and are 0 at first: the filters' states and the last three samples. Two are raised: samples and their
 *   squares. Six are written: sum of squares, lowest, highest, sum of squares after weighting, largest third difference and the sum
 *   of them all.
 */
export function readHop(
  samples: usize,
  stride: usize,
  second: usize,
  count: i32,
  one: usize,
  other: usize,
  rows: usize,
  apart: usize,
): void {
  let shelf1 = v128.load(rows);
  let shelf2 = v128.load(rows + apart);
  let high1 = v128.load(rows + 2 * apart);
  let high2 = v128.load(rows + 3 * apart);
  let a = v128.load(rows + 4 * apart);
  let b = v128.load(rows + 5 * apart);
  let c = v128.load(rows + 6 * apart);
  let sum = v128.load(rows + 7 * apart);
  let power = v128.load(rows + 8 * apart);
  let squares = f64x2.splat(0);
  let lowest = f64x2.splat(Infinity);
  let highest = f64x2.splat(-Infinity);
  let weightedSquares = f64x2.splat(0);
  let largestStep = f64x2.splat(0);
  let steps = f64x2.splat(0);
  const three = f64x2.splat(3);
  let from = samples;
  for (let to: usize = 0, end: usize = 4 * count; to < end; to += 4, from += stride) {
    const pair = v128.load32_lane(from + second, v128.load32_zero(from), 1);
    v128.store32_lane(one + to, pair, 0);
    v128.store32_lane(other + to, pair, 1);
    const x = f64x2.promote_low_f32x4(pair);
    const square = f64x2.mul(x, x);
    sum = f64x2.add(sum, x);
    power = f64x2.add(power, square);
    squares = f64x2.add(squares, square);
    lowest = f64x2.pmin(lowest, x);
    highest = f64x2.pmax(highest, x);
    const shelved = f64x2.add(f64x2.mul(f64x2.splat(SHELF_B0), x), shelf1);
    shelf1 = f64x2.add(f64x2.sub(f64x2.mul(f64x2.splat(SHELF_B1), x), f64x2.mul(f64x2.splat(SHELF_A1), shelved)), shelf2);
    shelf2 = f64x2.sub(f64x2.mul(f64x2.splat(SHELF_B2), x), f64x2.mul(f64x2.splat(SHELF_A2), shelved));
    const weighted = f64x2.add(shelved, high1);
    high1 = f64x2.add(f64x2.sub(f64x2.mul(f64x2.splat(-2), shelved), f64x2.mul(f64x2.splat(HIGH_PASS_A1), weighted)), high2);
    high2 = f64x2.sub(shelved, f64x2.mul(f64x2.splat(HIGH_PASS_A2), weighted));
    weightedSquares = f64x2.add(weightedSquares, f64x2.mul(weighted, weighted));
    const step = f64x2.abs(f64x2.sub(f64x2.add(f64x2.sub(x, f64x2.mul(three, c)), f64x2.mul(three, b)), a));
    a = b;
    b = c;
    c = x;
    steps = f64x2.add(steps, step);
    largestStep = f64x2.pmax(largestStep, step);
  }
  const shelfDecayed = decayed(shelf1, shelf2);
  const highDecayed = decayed(high1, high2);
  v128.store(rows, v128.andnot(shelf1, shelfDecayed));
  v128.store(rows + apart, v128.andnot(shelf2, shelfDecayed));
  v128.store(rows + 2 * apart, v128.andnot(high1, highDecayed));
  v128.store(rows + 3 * apart, v128.andnot(high2, highDecayed));
  v128.store(rows + 4 * apart, a);
  v128.store(rows + 5 * apart, b);
  v128.store(rows + 6 * apart, c);
  v128.store(rows + 7 * apart, sum);
  v128.store(rows + 8 * apart, power);
  v128.store(rows + 9 * apart, squares);
  v128.store(rows + 10 * apart, lowest);
  v128.store(rows + 11 * apart, highest);
  v128.store(rows + 12 * apart, weightedSquares);
  v128.store(rows + 13 * apart, largestStep);
  v128.store(rows + 14 * apart, steps);
}
