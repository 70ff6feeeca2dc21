import { at, requireFinite, requirePaired } from './at.ts';

/** A point of a curve that never falls. */
export interface Knot {
  readonly x: number;
  readonly y: number;
}

/**
 * The non-decreasing fit of least weighted squares, by pooling adjacent violators (Ayer et al. 1955; Barlow et al. 1972, §1.2).
 *
 * @param weights positive, one per value; all 1 by default.
 * @returns one fitted value per value, in order.
 * @throws RangeError for lists of different length or a weight that is not positive.
 */
export function poolAdjacentViolators(values: readonly number[], weights: readonly number[] = values.map(() => 1)): number[] {
  requirePaired(values, weights);
  if (weights.some((weight) => weight <= 0)) throw new RangeError('a weight that is not positive');
  const blocks: { mean: number; weight: number; length: number }[] = [];
  for (const [index, value] of values.entries()) {
    let block = { mean: value, weight: at(weights, index), length: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.mean >= block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const weight = last.weight + block.weight;
      block = {
        mean: last.mean + (block.mean - last.mean) * (block.weight / weight),
        weight,
        length: last.length + block.length,
      };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ mean, length }) => Array.from({ length }, () => mean));
}

/**
 * Isotonic regression of y on x: values at the same x are first pooled into their weighted mean, then adjacent violators are.
 *
 * @returns one knot per distinct x, ascending; those inside a plateau are left out, as the line through it says the same.
 * @throws RangeError for lists of different length, a number that is not finite, or a weight that is not positive.
 */
export function isotonicRegression(
  x: readonly number[],
  y: readonly number[],
  weights: readonly number[] = x.map(() => 1),
): readonly Knot[] {
  requirePaired(x, y);
  requirePaired(x, weights);
  const pooled = new Map<number, { sum: number; weight: number }>();
  for (const [index, place] of x.entries()) {
    const pool = pooled.get(place) ?? { sum: 0, weight: 0 };
    pool.sum += at(weights, index) * at(y, index);
    pool.weight += at(weights, index);
    pooled.set(place, pool);
  }
  const places = [...pooled].sort(([a], [b]) => a - b);
  const fitted = poolAdjacentViolators(
    places.map(([, { sum, weight }]) => sum / weight),
    places.map(([, { weight }]) => weight),
  );
  return places
    .map(([place], index) => ({ x: place, y: at(fitted, index) }))
    .filter(({ y: height }, index) => fitted[index - 1] !== height || fitted[index + 1] !== height);
}

/**
 * The curve through the knots: straight between them, level beyond the outermost.
 *
 * @param knots ascending in x, at least one.
 * @throws RangeError for an x that is not a finite number.
 */
export function alongKnots(knots: readonly Knot[], x: number): number {
  requireFinite([x]);
  const next = knots.findIndex((knot) => knot.x >= x);
  if (next === -1) return at(knots, knots.length - 1).y;
  const high = at(knots, next);
  if (next === 0 || high.x === x) return high.y;
  const low = at(knots, next - 1);
  return low.y + ((x - low.x) / (high.x - low.x)) * (high.y - low.y);
}
