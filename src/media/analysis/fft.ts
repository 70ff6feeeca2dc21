/**
 * The discrete Fourier transform of `size` complex numbers (a power of two), in place: X[k] = Σ x[n] · e^(−2πi·kn/size).
 * Radix 2 with the first two stages in one, after a bit-reversed copy; twiddles are computed once.
 */
export function createFft(size: number): (real: Float64Array, imaginary: Float64Array) => void {
  const half = size / 2;
  const cosine = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sine = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  const bits = Math.log2(size);
  const reversed = Uint32Array.from({ length: size }, (_, n) => {
    let target = 0;
    for (let bit = 0; bit < bits; bit++) target |= ((n >> bit) & 1) << (bits - 1 - bit);
    return target;
  });
  return (real, imaginary) => {
    for (let n = 0; n < size; n++) {
      const target = reversed[n] ?? 0;
      if (target <= n) continue;
      const re = real[n] ?? 0;
      const im = imaginary[n] ?? 0;
      real[n] = real[target] ?? 0;
      imaginary[n] = imaginary[target] ?? 0;
      real[target] = re;
      imaginary[target] = im;
    }
    firstStages(real, imaginary, size);
    for (let span = 4; span < size; span *= 2) {
      const step = half / span;
      for (let k = 0, turn = 0; k < span; k++, turn += step) {
        const c = cosine[turn] ?? 0;
        const s = sine[turn] ?? 0;
        for (let low = k; low < size; low += 2 * span) {
          const high = low + span;
          const re = (real[high] ?? 0) * c - (imaginary[high] ?? 0) * s;
          const im = (real[high] ?? 0) * s + (imaginary[high] ?? 0) * c;
          real[high] = (real[low] ?? 0) - re;
          imaginary[high] = (imaginary[low] ?? 0) - im;
          real[low] = (real[low] ?? 0) + re;
          imaginary[low] = (imaginary[low] ?? 0) + im;
        }
      }
    }
  };
}

/** Butterflies over pairs and fours, whose twiddles are 1 and −i. */
function firstStages(real: Float64Array, imaginary: Float64Array, size: number): void {
  for (let n = 0; n < size; n += 4) {
    const a = (real[n] ?? 0) + (real[n + 1] ?? 0);
    const b = (real[n] ?? 0) - (real[n + 1] ?? 0);
    const c = (real[n + 2] ?? 0) + (real[n + 3] ?? 0);
    const d = (real[n + 2] ?? 0) - (real[n + 3] ?? 0);
    const e = (imaginary[n] ?? 0) + (imaginary[n + 1] ?? 0);
    const f = (imaginary[n] ?? 0) - (imaginary[n + 1] ?? 0);
    const g = (imaginary[n + 2] ?? 0) + (imaginary[n + 3] ?? 0);
    const h = (imaginary[n + 2] ?? 0) - (imaginary[n + 3] ?? 0);
    real[n] = a + c;
    imaginary[n] = e + g;
    real[n + 1] = b + h;
    imaginary[n + 1] = f - d;
    real[n + 2] = a - c;
    imaginary[n + 2] = e - g;
    real[n + 3] = b - h;
    imaginary[n + 3] = f + d;
  }
}

/** A periodic Hann window. */
export function hannWindow(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
}
