/** How far the largest third difference of a hop must exceed their mean for a closer look: noise reaches 5, clicks 20. */
const SUSPICIOUS = 7;
/** Third differences below this are the rounding of 16-bit samples. */
const ROUNDING = 4e-4;
const ORDER = 20;
/** Samples on either side of the peak that the prediction still feels it, and those that its surroundings reach to (10 ms). */
const NEAR = ORDER;
const FAR = 480;
/** Errors are compared with no less than this (−76 dBFS): in silence, any speck would stand out. */
const LEAST_ERROR = 1.6e-4;

/**
 * Looks for clicks in one channel: impulses, one to a few samples long, that nothing before announces and nothing after
 * follows. A beat, a plosive or a footstep rings on; the pulses of a voice come again every few milliseconds; both leave large
 * linear prediction errors next to the largest one. (Method: Godsill & Rayner, "Digital Audio Restoration", 1998, ch. 5.)
 *
 * @param hop samples in a push, all of them but the last.
 * @returns a function that takes the next hop and returns the strength of the click in the hop BEFORE it, in dB; 0 = none.
 */
export function createClickDetector(hop: number): (block: Float32Array) => number {
  const samples = new Float32Array(3 * hop);
  let suspicionBefore = false;
  return (block) => {
    samples.copyWithin(0, hop);
    samples.fill(0, 2 * hop);
    samples.set(block, 2 * hop);
    const suspicion = isSuspicious(samples, 2 * hop, 2 * hop + block.length);
    const strength = suspicionBefore ? clickStrength(samples, hop) : 0;
    suspicionBefore = suspicion;
    return strength;
  };
}

/** Does one step between samples stand out from those of the whole hop? */
function isSuspicious(samples: Float32Array, from: number, to: number): boolean {
  let largest = 0;
  let sum = 0;
  let a = samples[from - 3] ?? 0;
  let b = samples[from - 2] ?? 0;
  let c = samples[from - 1] ?? 0;
  for (let n = from; n < to; n++) {
    const x = samples[n] ?? 0;
    const third = Math.abs(x - 3 * c + 3 * b - a);
    a = b;
    b = c;
    c = x;
    sum += third;
    if (third > largest) largest = third;
  }
  return largest > ROUNDING && largest * (to - from) > SUSPICIOUS * sum;
}

/** How far, in dB, the largest prediction error of the middle hop stands above all others within 10 ms. */
function clickStrength(samples: Float32Array, hop: number): number {
  const errors = predictionErrors(samples, hop);
  let peak = hop;
  for (let n = hop; n < 2 * hop; n++) if ((errors[n] ?? 0) > (errors[peak] ?? 0)) peak = n;
  let next = LEAST_ERROR;
  const end = Math.min(samples.length, peak + FAR);
  for (let n = Math.max(ORDER, peak - FAR); n < end; n++) {
    if (Math.abs(n - peak) > NEAR && (errors[n] ?? 0) > next) next = errors[n] ?? 0;
  }
  return Math.max(0, 20 * Math.log10((errors[peak] ?? 0) / next));
}

/**
 * Absolute errors of linear prediction (autocorrelation method, Levinson-Durbin); the first few samples have none. What is
 * usual is learnt from the first and the last hop only, so that a click does not teach the predictor to expect it.
 */
function predictionErrors(samples: Float32Array, hop: number): Float64Array {
  const { length } = samples;
  const correlation = new Float64Array(ORDER + 1);
  for (let lag = 0; lag <= ORDER; lag++) {
    let sum = 0;
    for (let n = lag; n < hop; n++) sum += (samples[n] ?? 0) * (samples[n - lag] ?? 0);
    for (let n = 2 * hop + lag; n < length; n++) sum += (samples[n] ?? 0) * (samples[n - lag] ?? 0);
    correlation[lag] = sum;
  }
  // A little white noise (−60 dB) keeps the recursion stable when the sound is a pure tone.
  correlation[0] = (correlation[0] ?? 0) * (1 + 1e-6) + 1e-12;
  const coefficients = levinson(correlation);
  const errors = new Float64Array(length);
  for (let n = ORDER; n < length; n++) {
    let error = samples[n] ?? 0;
    for (let k = 1; k <= ORDER; k++) error += (coefficients[k] ?? 0) * (samples[n - k] ?? 0);
    errors[n] = Math.abs(error);
  }
  return errors;
}

function levinson(correlation: Float64Array): Float64Array {
  const coefficients = new Float64Array(ORDER + 1);
  const before = new Float64Array(ORDER + 1);
  coefficients[0] = 1;
  let error = correlation[0] ?? 0;
  for (let order = 1; order <= ORDER; order++) {
    let sum = correlation[order] ?? 0;
    for (let k = 1; k < order; k++) sum += (coefficients[k] ?? 0) * (correlation[order - k] ?? 0);
    const reflection = -sum / error;
    before.set(coefficients);
    for (let k = 1; k <= order; k++) {
      coefficients[k] = (before[k] ?? 0) + reflection * (before[order - k] ?? 0);
    }
    error *= 1 - reflection * reflection;
  }
  return coefficients;
}
