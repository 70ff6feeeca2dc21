const BYTES: usize = 8;
/** Periods that are correlated together. */
const PERIODS: i32 = 8;

/**
 * Correlates samples with those that lie some periods earlier: Σ x[n] · x[n − p] for `count` periods p from `shortest` on.
 *
 * @param samples address of the first x[n], 64-bit floats of which `length` follow, and `shortest` + `count` + 7 lie before.
 * @param products address of `count` 64-bit floats, one a period; up to seven more are written.
 */
export function correlatePeriods(samples: usize, length: i32, shortest: i32, count: i32, products: usize): void {
  for (let from = 0; from < count; from += PERIODS) {
    // The longer the period, the earlier the sample: lanes lie in memory in falling order of periods.
    const earlier = samples - BYTES * (shortest + from + PERIODS - 1);
    let p0 = f64x2.splat(0);
    let p1 = f64x2.splat(0);
    let p2 = f64x2.splat(0);
    let p3 = f64x2.splat(0);
    for (let n: usize = 0, end = BYTES * length; n < end; n += BYTES) {
      const x = v128.load64_splat(samples + n);
      const at = earlier + n;
      p0 = f64x2.add(p0, f64x2.mul(x, v128.load(at)));
      p1 = f64x2.add(p1, f64x2.mul(x, v128.load(at + 2 * BYTES)));
      p2 = f64x2.add(p2, f64x2.mul(x, v128.load(at + 4 * BYTES)));
      p3 = f64x2.add(p3, f64x2.mul(x, v128.load(at + 6 * BYTES)));
    }
    const target = products + BYTES * from;
    v128.store(target, swapped(p3));
    v128.store(target + 2 * BYTES, swapped(p2));
    v128.store(target + 4 * BYTES, swapped(p1));
    v128.store(target + 6 * BYTES, swapped(p0));
  }
}

function swapped(pair: v128): v128 {
  return v128.shuffle<f64>(pair, pair, 1, 0);
}
