/** Samples on either side that take part in an interpolated value. */
const REACH = 8;
const TAPS = 2 * REACH;
const KAISER_BETA = 5;
/** Interpolated points whose samples are bounded together. */
const STRIDE = 16;

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
 * Filters for the three points between two samples (4× oversampling; the samples themselves are the fourth phase): sinc
 * under a Kaiser window, each normalised to unit gain at DC.
 */
const PHASES = [0.25, 0.5, 0.75].map((offset) => {
  const taps = Float64Array.from({ length: TAPS }, (_, tap) => {
    const distance = tap - (REACH - 1) - offset;
    const sinc = Math.sin(Math.PI * distance) / (Math.PI * distance);
    return sinc * besselI0(KAISER_BETA * Math.sqrt(1 - (distance / REACH) ** 2));
  });
  const gain = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / gain);
});

const LARGEST_GAIN = Math.max(...PHASES.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)));

function largestAbsolute(samples: Float32Array, start: number, end: number): number {
  let largest = 0;
  for (let i = start; i < end; i++) {
    const level = Math.abs(samples[i] ?? 0);
    if (level > largest) largest = level;
  }
  return largest;
}

/**
 * The true peak of one channel (ITU-R BS.1770-4, Annex 2: 4× oversampling). Each call takes the next block of samples and
 * returns the largest absolute value that the waveform reaches in it, full scale = 1. A point between two samples needs
 * eight samples after it and counts for the block in which the last of them arrives (0.17 ms late at 48 kHz).
 *
 * @param longestBlock largest number of samples in one call.
 */
export function createTruePeak(longestBlock: number): (block: Float32Array) => number {
  const samples = new Float32Array(TAPS - 1 + longestBlock);
  return (block) => {
    samples.set(block, TAPS - 1);
    const end = TAPS - 1 + block.length;
    let peak = largestAbsolute(samples, TAPS - 1, end);
    for (let first = 0; first < block.length; first += STRIDE) {
      const next = Math.min(first + STRIDE, block.length);
      // Nothing between small samples can exceed a peak already found; most of a block is skipped this way.
      if (largestAbsolute(samples, first, next + TAPS - 1) * LARGEST_GAIN <= peak) continue;
      for (let start = first; start < next; start++) {
        for (const taps of PHASES) {
          let value = 0;
          for (let tap = 0; tap < TAPS; tap++) value += (taps[tap] ?? 0) * (samples[start + tap] ?? 0);
          const level = Math.abs(value);
          if (level > peak) peak = level;
        }
      }
    }
    samples.copyWithin(0, end - (TAPS - 1), end);
    return peak;
  };
}
