import { createKernels } from '../kernels/kernels.ts';

/** Samples on either side that take part in an interpolated value. */
const REACH = 8;
const TAPS = 2 * REACH;
const KAISER_BETA = 5;
/**
 * Points between two samples that are both below this share of the largest one are left out: they could exceed it only if the
 * far samples, which weigh little, were all at their largest and of the right sign.
 */
const WORTH_A_LOOK = 0.5;

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/**
 * Filter for the point that lies `offset` after a sample (4× oversampling; the samples themselves are the fourth phase): sinc
 * under a Kaiser window, normalised to unit gain at DC.
 */
function filterAt(offset: number): Float64Array {
  const taps = Float64Array.from({ length: TAPS }, (_, tap) => {
    const distance = tap - (REACH - 1) - offset;
    const sinc = Math.sin(Math.PI * distance) / (Math.PI * distance);
    return sinc * besselI0(KAISER_BETA * Math.sqrt(1 - (distance / REACH) ** 2));
  });
  const gain = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / gain);
}

/** The filter for three quarters is this one, read backwards. */
const QUARTER = filterAt(0.25);
const MIDDLE = filterAt(0.5);

/**
 * The true peak of one channel (ITU-R BS.1770-4, Annex 2: 4× oversampling). Each call takes the next block of samples with the
 * largest magnitude among them and returns the largest absolute value that the waveform reaches in it, full scale = 1. A point
 * between two samples needs eight samples after it and counts for the block in which the last of them arrives (0.17 ms late at
 * 48 kHz).
 *
 * @param longestBlock largest number of samples in one call.
 */
export function createTruePeak(longestBlock: number): (block: Float32Array, peak: number) => number {
  const kernels = createKernels(4 * (3 * TAPS + longestBlock) + 512);
  const samples = kernels.floats(TAPS - 1 + longestBlock);
  const quarter = kernels.floats(TAPS);
  const middle = kernels.floats(TAPS);
  quarter.view.set(QUARTER);
  middle.view.set(MIDDLE);
  return (block, peak) => {
    samples.view.set(block, TAPS - 1);
    const end = TAPS - 1 + block.length;
    const limit = peak * WORTH_A_LOOK;
    const between = kernels.run.peakBetween(samples.address, block.length, limit, quarter.address, middle.address);
    samples.view.copyWithin(0, end - (TAPS - 1), end);
    return Math.max(peak, between);
  };
}
