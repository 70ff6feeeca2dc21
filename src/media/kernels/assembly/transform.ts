/** Bytes of a number, and of the pair that one vector holds. */
const NUMBER: usize = 8;
const PAIR: usize = 16;

function swap(values: usize, one: usize, other: usize): void {
  const value = load<f64>(values + one);
  store<f64>(values + one, load<f64>(values + other));
  store<f64>(values + other, value);
}

/** Butterflies over pairs and fours, whose twiddles are 1 and −i. */
function firstStages(real: usize, imaginary: usize, size: i32): void {
  for (let at: usize = 0; at < NUMBER * <usize>size; at += 4 * NUMBER) {
    const re = v128.load(real + at);
    const more = v128.load(real + at + PAIR);
    const im = v128.load(imaginary + at);
    const moreIm = v128.load(imaginary + at + PAIR);
    const a = f64x2.extract_lane(re, 0) + f64x2.extract_lane(re, 1);
    const b = f64x2.extract_lane(re, 0) - f64x2.extract_lane(re, 1);
    const c = f64x2.extract_lane(more, 0) + f64x2.extract_lane(more, 1);
    const d = f64x2.extract_lane(more, 0) - f64x2.extract_lane(more, 1);
    const e = f64x2.extract_lane(im, 0) + f64x2.extract_lane(im, 1);
    const f = f64x2.extract_lane(im, 0) - f64x2.extract_lane(im, 1);
    const g = f64x2.extract_lane(moreIm, 0) + f64x2.extract_lane(moreIm, 1);
    const h = f64x2.extract_lane(moreIm, 0) - f64x2.extract_lane(moreIm, 1);
    store<f64>(real + at, a + c);
    store<f64>(imaginary + at, e + g);
    store<f64>(real + at + NUMBER, b + h);
    store<f64>(imaginary + at + NUMBER, f - d);
    store<f64>(real + at + 2 * NUMBER, a - c);
    store<f64>(imaginary + at + 2 * NUMBER, e - g);
    store<f64>(real + at + 3 * NUMBER, b - h);
    store<f64>(imaginary + at + 3 * NUMBER, f + d);
  }
}

/** One stage: butterflies of numbers that lie `span` bytes apart. */
function singleStage(real: usize, imaginary: usize, end: usize, span: usize, cosines: usize): void {
  const sines = cosines + span;
  for (let group: usize = 0; group < end; group += 2 * span) {
    for (let k: usize = 0; k < span; k += PAIR) {
      const c = v128.load(cosines + k);
      const s = v128.load(sines + k);
      const low = group + k;
      const high = low + span;
      const a = v128.load(real + high);
      const b = v128.load(imaginary + high);
      const re = f64x2.sub(f64x2.mul(a, c), f64x2.mul(b, s));
      const im = f64x2.add(f64x2.mul(a, s), f64x2.mul(b, c));
      const lowRe = v128.load(real + low);
      const lowIm = v128.load(imaginary + low);
      v128.store(real + high, f64x2.sub(lowRe, re));
      v128.store(imaginary + high, f64x2.sub(lowIm, im));
      v128.store(real + low, f64x2.add(lowRe, re));
      v128.store(imaginary + low, f64x2.add(lowIm, im));
    }
  }
}

/** Two stages in one pass: butterflies of numbers that lie `span` bytes apart, then of those that lie twice as far apart. */
function doubleStage(real: usize, imaginary: usize, end: usize, span: usize, cosines: usize): void {
  const sines = cosines + span;
  const nextCosines = sines + span;
  const nextSines = nextCosines + 2 * span;
  for (let group: usize = 0; group < end; group += 4 * span) {
    for (let k: usize = 0; k < span; k += PAIR) {
      const c = v128.load(cosines + k);
      const s = v128.load(sines + k);
      const at0 = group + k;
      const at1 = at0 + span;
      const at2 = at1 + span;
      const at3 = at2 + span;
      const re1 = v128.load(real + at1);
      const im1 = v128.load(imaginary + at1);
      const re3 = v128.load(real + at3);
      const im3 = v128.load(imaginary + at3);
      const turned1 = f64x2.sub(f64x2.mul(re1, c), f64x2.mul(im1, s));
      const turnedIm1 = f64x2.add(f64x2.mul(re1, s), f64x2.mul(im1, c));
      const turned3 = f64x2.sub(f64x2.mul(re3, c), f64x2.mul(im3, s));
      const turnedIm3 = f64x2.add(f64x2.mul(re3, s), f64x2.mul(im3, c));
      const re0 = v128.load(real + at0);
      const im0 = v128.load(imaginary + at0);
      const re2 = v128.load(real + at2);
      const im2 = v128.load(imaginary + at2);
      const sum0 = f64x2.add(re0, turned1);
      const sumIm0 = f64x2.add(im0, turnedIm1);
      const difference0 = f64x2.sub(re0, turned1);
      const differenceIm0 = f64x2.sub(im0, turnedIm1);
      const sum2 = f64x2.add(re2, turned3);
      const sumIm2 = f64x2.add(im2, turnedIm3);
      const difference2 = f64x2.sub(re2, turned3);
      const differenceIm2 = f64x2.sub(im2, turnedIm3);
      const nextC = v128.load(nextCosines + k);
      const nextS = v128.load(nextSines + k);
      const p = f64x2.sub(f64x2.mul(sum2, nextC), f64x2.mul(sumIm2, nextS));
      const pIm = f64x2.add(f64x2.mul(sum2, nextS), f64x2.mul(sumIm2, nextC));
      // A quarter turn further: times −i.
      const q = f64x2.add(f64x2.mul(difference2, nextS), f64x2.mul(differenceIm2, nextC));
      const qIm = f64x2.sub(f64x2.mul(differenceIm2, nextS), f64x2.mul(difference2, nextC));
      v128.store(real + at0, f64x2.add(sum0, p));
      v128.store(imaginary + at0, f64x2.add(sumIm0, pIm));
      v128.store(real + at1, f64x2.add(difference0, q));
      v128.store(imaginary + at1, f64x2.add(differenceIm0, qIm));
      v128.store(real + at2, f64x2.sub(sum0, p));
      v128.store(imaginary + at2, f64x2.sub(sumIm0, pIm));
      v128.store(real + at3, f64x2.sub(difference0, q));
      v128.store(imaginary + at3, f64x2.sub(differenceIm0, qIm));
    }
  }
}

/**
 * The discrete Fourier transform of complex numbers, in place: X[k] = Σ x[n] · e^(−2πi·kn/size).
 *
 * @param real address of `size` 64-bit floats, a power of two and at least 4, as is `imaginary`.
 * @param reversed address of a 32-bit number for each: its index with the bits in reverse.
 * @param twiddles address of cos and −sin of πk/span, for spans of 4, 8, … `size` / 2: all `span` cosines, then as many sines.
 */
export function transform(real: usize, imaginary: usize, size: i32, reversed: usize, twiddles: usize): void {
  for (let n = 0; n < size; n++) {
    const target = load<i32>(reversed + 4 * n);
    if (target <= n) continue;
    swap(real, NUMBER * n, NUMBER * target);
    swap(imaginary, NUMBER * n, NUMBER * target);
  }
  firstStages(real, imaginary, size);
  const end = NUMBER * <usize>size;
  let span: usize = 4 * NUMBER;
  let at = twiddles;
  while (span < end) {
    if (span + span < end) {
      doubleStage(real, imaginary, end, span, at);
      at += 6 * span;
      span *= 4;
    } else {
      singleStage(real, imaginary, end, span, at);
      at += 2 * span;
      span *= 2;
    }
  }
}

/**
 * Puts two channels under a window, 64 bits wide: what `transform` takes.
 *
 * @param left address of `size` 32-bit floats, an even number, as is `right`.
 * @param window address of as many weights, 64-bit floats; `real` and `imaginary` the same that are written.
 */
export function windowPair(left: usize, right: usize, window: usize, size: i32, real: usize, imaginary: usize): void {
  for (let n = 0; n < size; n += 2) {
    const weights = v128.load(window + NUMBER * n);
    v128.store(real + NUMBER * n, f64x2.mul(weights, f64x2.promote_low_f32x4(v128.load64_zero(left + 4 * n))));
    v128.store(imaginary + NUMBER * n, f64x2.mul(weights, f64x2.promote_low_f32x4(v128.load64_zero(right + 4 * n))));
  }
}

/**
 * What the transform of left + i · right says of both, for every bin but the first.
 *
 * @param real address of `size` 64-bit floats, as is `imaginary`; up to 8 bytes beyond their end are read.
 * @param powers address of half as many that are written: |L|² + |R|², times 2 · `scale`.
 * @param differences the same of |L|² − |R|², and `products` of Re(LR*), times 4 and 2 · `scale`; 8 bytes beyond are overwritten.
 */
export function crossPowers(
  real: usize,
  imaginary: usize,
  size: i32,
  scale: f64,
  powers: usize,
  differences: usize,
  products: usize,
): void {
  const factor = f64x2.splat(scale);
  const twice = f64x2.splat(2 * scale);
  for (let bin = 1; bin < size >> 1; bin += 2) {
    const at = NUMBER * <usize>bin;
    // Of two neighbouring bins, the mirror images stand the other way round.
    const mirror = NUMBER * <usize>(size - bin - 1);
    const a = v128.load(real + at);
    const b = v128.load(imaginary + at);
    const backwardC = v128.load(real + mirror);
    const backwardD = v128.load(imaginary + mirror);
    const c = i64x2.shuffle(backwardC, backwardC, 1, 0);
    const d = i64x2.shuffle(backwardD, backwardD, 1, 0);
    const first = f64x2.add(f64x2.mul(a, a), f64x2.mul(b, b));
    const second = f64x2.add(f64x2.mul(c, c), f64x2.mul(d, d));
    v128.store(powers + at, f64x2.mul(f64x2.add(first, second), factor));
    // (L + iR)(L* + iR*) = |L|² − |R|² + 2i · Re(LR*)
    v128.store(differences + at, f64x2.mul(f64x2.sub(f64x2.mul(a, c), f64x2.mul(b, d)), twice));
    v128.store(products + at, f64x2.mul(f64x2.add(f64x2.mul(a, d), f64x2.mul(b, c)), factor));
  }
}
