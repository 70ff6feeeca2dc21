import { at } from './at.ts';
import type { Interval } from './correlationInterval.ts';
import { normalQuantile } from './normal.ts';

/** Below this a standard error says more about rounding than about the data. */
const FEWEST = 4;

/**
 * Confidence interval of a share of pairs, such as those that a judge puts in the experts' order. Pairs are not independent, for
 * every item stands in many; so items are left out one by one, with all of their pairs (jackknife: Efron & Tibshirani 1993, §11.2;
 * for means over pairs Arvesen, Ann. Math. Stat. 40, 1969), and the interval is taken on the logit scale, where it has room.
 *
 * `null` where the data give none: of fewer than four items, where the share is 0 or 1, or not defined without one of the items.
 *
 * @param held for each item, how many of its pairs are in the share; each pair is counted for both of its items.
 * @param counted for each item, of how many.
 * @param confidence such as 0.95.
 */
export function jackknifeShareInterval(held: ArrayLike<number>, counted: ArrayLike<number>, confidence: number): Interval | null {
  const n = counted.length;
  const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0) / 2;
  const [allHeld, allCounted] = [sum(held), sum(counted)];
  const share = allHeld / allCounted;
  if (n < FEWEST || !(share > 0 && share < 1)) return null;
  const without = Array.from({ length: n }, (_, item) => (allHeld - at(held, item)) / (allCounted - at(counted, item)));
  const middle = without.reduce((total, value) => total + value, 0) / n;
  const spread = without.reduce((total, value) => total + (value - middle) ** 2, 0);
  const error = Math.sqrt((spread * (n - 1)) / n);
  if (!Number.isFinite(error)) return null;
  const half = (normalQuantile((1 + confidence) / 2) * error) / (share * (1 - share));
  const logit = Math.log(share / (1 - share));
  const back = (value: number) => 1 / (1 + Math.exp(-value));
  return { low: back(logit - half), high: back(logit + half) };
}
