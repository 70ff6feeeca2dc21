import { at, requirePaired } from './at.ts';
import { mean } from './mean.ts';
import { averageRanks } from './ranks.ts';
import { incompleteBeta } from './specialFunctions.ts';

/**
 * Two-sided p of a Pearson or Spearman coefficient over n pairs by Student's t with n − 2 degrees of freedom, as scipy's
 * `pearsonr` and `spearmanr` give it: t = r √((n−2)/((1+r)(1−r))), hence p = I_{1−r²}((n−2)/2, ½).
 * `null` below three pairs, where there is no freedom left.
 */
export function tApproximationP(coefficient: number, n: number): number | null {
  if (n < 3) return null;
  return incompleteBeta((1 + coefficient) * (1 - coefficient), (n - 2) / 2, 0.5, coefficient * coefficient);
}

/** Above this many pairs the n! orders are too many to look at each. */
export const MOST_PAIRS_PERMUTED = 10;

/**
 * Two-sided exact p of Pearson's coefficient over all n! pairings: twice the smaller tail, at most 1 (scipy's
 * `permutation_test(permutation_type='pairings')` with every pairing counted). Equal sums within rounding count as equal.
 * `null` for fewer than two pairs or more than `MOST_PAIRS_PERMUTED`.
 *
 * @throws RangeError for samples of different length or numbers that are not finite.
 */
export function exactPearsonP(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  requirePaired(x, y);
  const n = x.length;
  if (n < 2 || n > MOST_PAIRS_PERMUTED) return null;
  const left = centred(x);
  const right = centred(y);
  let observed = 0;
  let size = 0;
  for (let index = 0; index < n; index += 1) {
    observed += at(left, index) * at(right, index);
    size += Math.abs(at(left, index)) * Math.abs(at(right, index));
  }
  const tolerance = 1e-12 * Math.max(size, Math.abs(observed));
  let atLeast = 0;
  let atMost = 0;
  let all = 0;
  const used = new Uint8Array(n);
  const pair = (index: number, sum: number): void => {
    if (index === n) {
      all += 1;
      if (sum >= observed - tolerance) atLeast += 1;
      if (sum <= observed + tolerance) atMost += 1;
      return;
    }
    for (let other = 0; other < n; other += 1) {
      if (used[other] === 1) continue;
      used[other] = 1;
      pair(index + 1, sum + at(left, index) * at(right, other));
      used[other] = 0;
    }
  };
  pair(0, 0);
  return Math.min(1, (2 * Math.min(atLeast, atMost)) / all);
}

/** The same of Spearman's coefficient: the exact p over the mid-ranks. */
export function exactSpearmanP(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  requirePaired(x, y);
  return exactPearsonP(averageRanks(x), averageRanks(y));
}

function centred(values: ArrayLike<number>): Float64Array {
  const centre = mean(values) ?? 0;
  return Float64Array.from(values, (value) => value - centre);
}
