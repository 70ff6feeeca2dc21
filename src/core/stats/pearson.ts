import { at, requirePaired } from './at.ts';

/**
 * Pearson's product-moment correlation (PLCC): Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)² Σ(y−ȳ)²), in −1…1.
 * `null` where it is not defined: fewer than two pairs, or one sample constant.
 *
 * @throws RangeError for samples of different length or numbers that are not finite.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  requirePaired(x, y);
  if (x.length < 2 || isConstant(x) || isConstant(y)) return null;
  const unitX = unitDeviations(x);
  const unitY = unitDeviations(y);
  let sum = 0;
  for (let index = 0; index < unitX.length; index += 1) sum += at(unitX, index) * at(unitY, index);
  return Math.max(-1, Math.min(1, sum));
}

function isConstant(values: ArrayLike<number>): boolean {
  const first = values[0];
  for (let index = 1; index < values.length; index += 1) if (values[index] !== first) return false;
  return true;
}

/** Deviations from the mean, scaled to length 1 through their greatest, so that no square overflows or vanishes. */
function unitDeviations(values: ArrayLike<number>): Float64Array {
  const deviations = Float64Array.from(values);
  let centre = 0;
  for (const value of deviations) centre += value / deviations.length;
  let greatest = 0;
  for (let index = 0; index < deviations.length; index += 1) {
    const deviation = at(deviations, index) - centre;
    deviations[index] = deviation;
    greatest = Math.max(greatest, Math.abs(deviation));
  }
  let squares = 0;
  for (const deviation of deviations) squares += (deviation / greatest) ** 2;
  const length = Math.sqrt(squares);
  return deviations.map((deviation) => deviation / greatest / length);
}
