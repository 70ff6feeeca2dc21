import { at, requirePaired } from './at.ts';
import { mean } from './mean.ts';

/** y = intercept + slope · x. */
export interface Affine {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * The line of least squares that does not fall: ordinary least squares, with slope 0 through the mean where it would fall or
 * where x does not vary (the constrained optimum, as the loss is convex). `null` of nothing.
 *
 * @throws RangeError for samples of different length or numbers that are not finite.
 */
export function nonNegativeAffine(x: readonly number[], y: readonly number[]): Affine | null {
  requirePaired(x, y);
  const [centreX, centreY] = [mean(x), mean(y)];
  if (centreX === null || centreY === null) return null;
  let covariance = 0;
  let variance = 0;
  for (const [index, value] of x.entries()) {
    covariance += (value - centreX) * (at(y, index) - centreY);
    variance += (value - centreX) ** 2;
  }
  const slope = variance > 0 ? Math.max(0, covariance / variance) : 0;
  return { intercept: centreY - slope * centreX, slope };
}
