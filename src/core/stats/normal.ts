import { erfc } from './specialFunctions.ts';

/** P(Z > z) of the standard normal distribution. */
export function normalUpperTail(z: number): number {
  return 0.5 * erfc(z / Math.SQRT2);
}

/**
 * The z with P(Z ≤ z) = p of the standard normal distribution: Abramowitz & Stegun 26.2.23 (error below 4.5e-4), refined
 * by Halley's steps to the precision of the numbers.
 *
 * @param p strictly between 0 and 1.
 * @throws RangeError otherwise.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`probability ${p}`);
  if (p < 0.5) return -upperQuantile(p);
  return p === 0.5 ? 0 : upperQuantile(1 - p);
}

/** The z ≥ 0 with P(Z > z) = tail, for a tail below ½. */
function upperQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 3; step += 1) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const newton = (normalUpperTail(z) - tail) / density;
    z += newton / (1 - (z * newton) / 2);
  }
  return z;
}
