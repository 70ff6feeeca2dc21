import { at } from './at.ts';

export type KappaWeights = 'nominal' | 'linear' | 'quadratic';

/**
 * Cohen's κ of two raters, weighted by the distance of categories: 1 − Σ w O / Σ w E, w = 1[i≠j], |i−j| or (i−j)², E the
 * product of the margins over N (Cohen, Psychological Bulletin 70, 1968).
 * `null` where it is not defined: nothing rated, or both raters always chose one and the same category.
 *
 * @param categories all of them in their order, those nobody chose too: they count as a step.
 * @throws RangeError for lists of different length or an answer outside the categories.
 */
export function weightedKappa<T>(
  a: readonly T[],
  b: readonly T[],
  categories: readonly T[],
  weights: KappaWeights,
): number | null {
  if (a.length !== b.length) throw new RangeError(`paired samples of ${a.length} and ${b.length} values`);
  const indexOf = new Map(categories.map((category, index) => [category, index]));
  const indexFor = (category: T): number => {
    const index = indexOf.get(category);
    if (index === undefined) throw new RangeError(`${String(category)} is none of the categories`);
    return index;
  };
  const rows = new Float64Array(categories.length);
  const columns = new Float64Array(categories.length);
  let observed = 0;
  for (const [index, answer] of a.entries()) {
    const row = indexFor(answer);
    const column = indexFor(at(b, index));
    rows[row] = at(rows, row) + 1;
    columns[column] = at(columns, column) + 1;
    observed += weightOf(weights, row, column);
  }
  let expected = 0;
  for (const [row, inRow] of rows.entries()) {
    for (const [column, inColumn] of columns.entries())
      expected += (weightOf(weights, row, column) * inRow * inColumn) / a.length;
  }
  return expected > 0 ? 1 - observed / expected : null;
}

function weightOf(weights: KappaWeights, row: number, column: number): number {
  const distance = Math.abs(row - column);
  if (weights === 'nominal') return distance === 0 ? 0 : 1;
  return weights === 'linear' ? distance : distance * distance;
}
