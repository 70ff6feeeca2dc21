import type { KernelBuffer, Kernels } from '../kernels/kernels.ts';

export interface Fft {
  /** `size` complex numbers that are transformed in place. */
  readonly real: KernelBuffer<Float64Array>;
  readonly imaginary: KernelBuffer<Float64Array>;
  /** X[k] = Σ x[n] · e^(−2πi·kn/size). */
  transform(): void;
}

/** Bytes of kernel memory that `createFft` takes, the room of its buffers included. */
export function fftBytes(size: number): number {
  return (2 * 8 + 4 + 2 * 8) * size + 512;
}

/**
 * The discrete Fourier transform; twiddles are computed once.
 *
 * @param size a power of two, at least 4.
 */
export function createFft(kernels: Kernels, size: number): Fft {
  const real = kernels.doubles(size);
  const imaginary = kernels.doubles(size);
  const reversed = kernels.integers(size);
  const twiddles = kernels.doubles(2 * size);
  const bits = Math.log2(size);
  for (let n = 0; n < size; n++) {
    for (let bit = 0; bit < bits; bit++) reversed.view[n] = (reversed.view[n] ?? 0) | (((n >> bit) & 1) << (bits - 1 - bit));
  }
  for (let span = 4, at = 0; span < size; at += 2 * span, span *= 2) {
    for (let k = 0; k < span; k++) {
      twiddles.view[at + k] = Math.cos((Math.PI * k) / span);
      twiddles.view[at + span + k] = -Math.sin((Math.PI * k) / span);
    }
  }
  const { transform } = kernels.run;
  return {
    real,
    imaginary,
    transform: () => transform(real.address, imaginary.address, size, reversed.address, twiddles.address),
  };
}

/** A periodic Hann window. */
export function hannWindow(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
}
