import { solveToeplitz } from './toeplitz.ts';

/** How far the largest third difference of a hop must exceed their mean for a closer look: noise reaches 5, clicks 20. */
const SUSPICIOUS = 7;
/** Third differences below this are the rounding of 16-bit samples. */
const ROUNDING = 4e-4;
const ORDER = 20;
/** Samples that a click may spoil (0.2 ms). */
const LENGTH = 9;
/** Samples on either side of a click that are compared with it (10 ms). */
const FAR = 480;
/** Errors are compared with no less than this (−76 dBFS): in silence, any speck would stand out. */
const LEAST_ERROR = 1.6e-4;

/**
 * Looks for clicks in one channel: impulses, one to a few samples long, that nothing before announces and nothing after
 * follows. They are added to the sound behind the predictor, so that each leaves the shape of the whole prediction filter in the
 * prediction errors: the errors are read through a filter matched to that shape, which lifts a click out of the pulses of a voice that
 * drive the predictor and leave one large error each. The samples of the click are then chosen anew so that the errors become least
 * (least squares interpolation): a beat, a plosive or a footstep rings on, so that large errors stay behind.
 * (Method: Godsill & Rayner, "Digital Audio Restoration", 1998, ch. 5.)
 *
 * @param hop samples in a push, all of them but the last.
 * @returns a function that takes the next hop and its third differences (the largest and the sum of their magnitudes) and returns the
 *   strength of the click in the hop BEFORE it, in dB; 0 = none.
 */
export function createClickDetector(hop: number): (block: Float32Array, largestStep: number, steps: number) => number {
  const samples = new Float32Array(3 * hop);
  let suspicionBefore = false;
  return (block, largestStep, steps) => {
    samples.copyWithin(0, hop);
    samples.fill(0, 2 * hop);
    samples.set(block, 2 * hop);
    // Does one step between samples stand out from those of the whole hop?
    const suspicion = largestStep > ROUNDING && largestStep * block.length > SUSPICIOUS * steps;
    const strength = suspicionBefore ? clickStrength(samples, hop) : 0;
    suspicionBefore = suspicion;
    return strength;
  };
}

/** How far, in dB, the largest matched error of the middle hop stands above all that stay within 10 ms when its samples are chosen anew. */
function clickStrength(samples: Float32Array, hop: number): number {
  const filter = predictionFilter(samples, hop);
  const errors = predictionErrors(samples, filter);
  const matched = matchedErrors(errors, filter);
  let peak = hop;
  for (let n = hop; n < 2 * hop; n++) if ((matched[n] ?? 0) > (matched[peak] ?? 0)) peak = n;
  interpolate(errors, filter, Math.max(ORDER, peak - (LENGTH >> 1)));
  const rest = matchedErrors(errors, filter);
  let most = LEAST_ERROR * Math.sqrt(filter.reduce((sum, a) => sum + a * a, 0));
  for (let n = Math.max(ORDER, peak - FAR); n < Math.min(rest.length, peak + FAR); n++) most = Math.max(most, rest[n] ?? 0);
  return Math.max(0, 20 * Math.log10((matched[peak] ?? 0) / most));
}

/**
 * The filter that takes from each sample what those before it announce (autocorrelation method). What is usual is
 * learnt from the first and the last hop only, so that a click does not teach the predictor to expect it.
 */
function predictionFilter(samples: Float32Array, hop: number): Float64Array {
  const correlation: number[] = [];
  for (let lag = 0; lag <= ORDER; lag++) correlation.push(correlationAt(samples, hop, lag));
  // A little white noise (−60 dB) keeps the recursion stable when the sound is a pure tone.
  correlation[0] = (correlation[0] ?? 0) * (1 + 1e-6) + 1e-12;
  const announced = solveToeplitz(correlation, correlation.slice(1));
  return Float64Array.of(1, ...announced.map((share) => -share));
}

/** Of the first and the last hop together. */
function correlationAt(samples: Float32Array, hop: number, lag: number): number {
  let sum = 0;
  for (let n = lag; n < hop; n++) sum += (samples[n] ?? 0) * (samples[n - lag] ?? 0);
  for (let n = 2 * hop + lag; n < samples.length; n++) sum += (samples[n] ?? 0) * (samples[n - lag] ?? 0);
  return sum;
}

/** The first few samples have no error. */
function predictionErrors(samples: Float32Array, filter: Float64Array): Float64Array {
  const errors = new Float64Array(samples.length);
  for (let n = ORDER; n < errors.length; n++) {
    let error = 0;
    for (let k = 0; k <= ORDER; k++) error += (filter[k] ?? 0) * (samples[n - k] ?? 0);
    errors[n] = error;
  }
  return errors;
}

/** How much of the shape that a click leaves is found in the errors from each sample on; the last few have none. */
function matchedErrors(errors: Float64Array, filter: Float64Array): Float64Array {
  const matched = new Float64Array(errors.length);
  for (let n = ORDER; n + ORDER < errors.length; n++) {
    let sum = 0;
    for (let k = 0; k <= ORDER; k++) sum += (filter[k] ?? 0) * (errors[n + k] ?? 0);
    matched[n] = Math.abs(sum);
  }
  return matched;
}

/**
 * Chooses the samples of a click from `start` on anew so that the sum of squared errors becomes least, and changes the errors to
 * what they are then. The matrix of their normal equations is the autocorrelation of the filter.
 */
function interpolate(errors: Float64Array, filter: Float64Array, start: number): void {
  const normal = Array.from({ length: LENGTH }, (_, lag) => {
    let sum = 0;
    for (let k = lag; k <= ORDER; k++) sum += (filter[k] ?? 0) * (filter[k - lag] ?? 0);
    return sum;
  });
  const right = Array.from({ length: LENGTH }, (_, i) => {
    let sum = 0;
    for (let k = 0; k <= ORDER; k++) sum += (filter[k] ?? 0) * (errors[start + i + k] ?? 0);
    return sum;
  });
  const click = solveToeplitz(normal, right);
  for (const [i, x] of click.entries()) {
    for (let k = 0; k <= ORDER && start + i + k < errors.length; k++) {
      errors[start + i + k] = (errors[start + i + k] ?? 0) - x * (filter[k] ?? 0);
    }
  }
}
