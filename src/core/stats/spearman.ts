import { requirePaired } from './at.ts';
import { pearson } from './pearson.ts';
import { averageRanks } from './ranks.ts';

/**
 * Spearman's rank correlation (SRCC): Pearson's of the mid-ranks, ties included (Kendall & Gibbons 1990, ch. 3).
 * `null` where it is not defined: fewer than two pairs, or one sample constant.
 *
 * @throws RangeError for samples of different length or numbers that are not finite.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  requirePaired(x, y);
  return pearson(averageRanks(x), averageRanks(y));
}
