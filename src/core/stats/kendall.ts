import { at, requirePaired } from './at.ts';
import { normalUpperTail } from './normal.ts';

/** Kendall's coefficients of one pair of samples with their common p. */
export interface KendallResult {
  /** (C − D)/√((C+D+Tx)(C+D+Ty)); Kendall 1945. */
  readonly tauB: number;
  /** 2m(C − D)/(n²(m−1)), m the smaller number of distinct values; Stuart 1953. */
  readonly tauC: number;
  /**
   * Two-sided, as scipy's `kendalltau(method='auto')`: exact from the distribution of inversions without ties and with n ≤ 33
   * (or at most one inversion), otherwise normal with the variance for ties (Kendall & Gibbons 1990, §5.8). It belongs to both.
   */
  readonly p: number;
  readonly method: 'exact' | 'normal';
}

/** Up to here scipy counts exactly. */
const MOST_EXACT = 33;

/**
 * Kendall's τ-b and τ-c in O(n log n): discordant pairs by merge sort (Knight 1966).
 * `null` where they are not defined: fewer than two pairs, or one sample constant.
 *
 * @throws RangeError for samples of different length or numbers that are not finite.
 */
export function kendall(x: ArrayLike<number>, y: ArrayLike<number>): KendallResult | null {
  requirePaired(x, y);
  const n = x.length;
  if (n < 2) return null;
  const order = Uint32Array.from({ length: n }, (_, index) => index).sort((a, b) => at(x, a) - at(x, b) || at(y, a) - at(y, b));
  const tiesX = tiesOf(Float64Array.from(x).sort());
  const tiesY = tiesOf(Float64Array.from(y).sort());
  const distinct = Math.min(tiesX.distinct, tiesY.distinct);
  if (distinct < 2) return null;
  const discordant = inversions(Float64Array.from(order, (index) => at(y, index)));
  const all = (n * (n - 1)) / 2;
  const difference = all - tiesX.pairs - tiesY.pairs + pairsTiedInBoth(order, x, y) - 2 * discordant;
  const tauB = difference / Math.sqrt(all - tiesX.pairs) / Math.sqrt(all - tiesY.pairs);
  const exact = tiesX.pairs === 0 && tiesY.pairs === 0 && (n <= MOST_EXACT || Math.min(discordant, all - discordant) <= 1);
  return {
    tauB: Math.max(-1, Math.min(1, tauB)),
    tauC: (2 * distinct * difference) / (n * n * (distinct - 1)),
    p: exact ? exactP(n, Math.min(discordant, all - discordant)) : normalP(n, difference, tiesX, tiesY),
    method: exact ? 'exact' : 'normal',
  };
}

/** Sums over the groups of t equal values: of pairs, of t(t−1)(t−2), of t(t−1)(2t+5). */
interface Ties {
  readonly distinct: number;
  readonly pairs: number;
  readonly triples: number;
  readonly spread: number;
}

function tiesOf(sorted: Float64Array): Ties {
  let [distinct, pairs, triples, spread] = [0, 0, 0, 0];
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end += 1;
    const t = end - start;
    distinct += 1;
    pairs += (t * (t - 1)) / 2;
    triples += t * (t - 1) * (t - 2);
    spread += t * (t - 1) * (2 * t + 5);
    start = end;
  }
  return { distinct, pairs, triples, spread };
}

function pairsTiedInBoth(order: Uint32Array, x: ArrayLike<number>, y: ArrayLike<number>): number {
  let pairs = 0;
  let run = 0;
  for (let position = 1; position < order.length; position += 1) {
    const [a, b] = [at(order, position - 1), at(order, position)];
    run = x[a] === x[b] && y[a] === y[b] ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}

/** How many pairs stand in descending order; sorts the values. */
function inversions(values: Float64Array<ArrayBuffer>): number {
  let from = values;
  let to = new Float64Array(values.length);
  let count = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      let [left, right] = [start, middle];
      for (let position = start; position < end; position += 1) {
        if (left < middle && (right >= end || (from[left] ?? 0) <= (from[right] ?? 0))) {
          to[position] = from[left] ?? 0;
          left += 1;
        } else {
          to[position] = from[right] ?? 0;
          right += 1;
          count += middle - left;
        }
      }
    }
    [from, to] = [to, from];
  }
  return count;
}

/** Twice the share of the n! orders with at most `few` inversions (Kendall & Gibbons 1990, §5.3), at most 1. */
function exactP(n: number, few: number): number {
  if (4 * few === n * (n - 1)) return 1;
  // Shares instead of counts, so that 33! needs no more than a double.
  let shares = new Float64Array(few + 1);
  shares[0] = 1;
  for (let size = 2; size <= n; size += 1) {
    const next = new Float64Array(few + 1);
    let window = 0;
    for (let count = 0; count <= few; count += 1) {
      window += at(shares, count);
      if (count >= size) window -= at(shares, count - size);
      next[count] = window / size;
    }
    shares = next;
  }
  return Math.min(1, 2 * shares.reduce((sum, share) => sum + share, 0));
}

function normalP(n: number, difference: number, x: Ties, y: Ties): number {
  const ordered = n * (n - 1);
  const variance =
    (ordered * (2 * n + 5) - x.spread - y.spread) / 18 +
    (2 * x.pairs * y.pairs) / ordered +
    (n > 2 ? (x.triples * y.triples) / (9 * ordered * (n - 2)) : 0);
  return Math.min(1, 2 * normalUpperTail(Math.abs(difference) / Math.sqrt(variance)));
}
