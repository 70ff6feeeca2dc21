import { normalQuantile } from './normal.ts';

/** Both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export type CorrelationKind = 'pearson' | 'spearman' | 'kendall';

/**
 * Confidence interval of a correlation coefficient: tanh(atanh r ± z·se). se: Pearson √(1/(n−3)) (Fisher 1921), Spearman
 * √((1+r²/2)/(n−3)) and Kendall τ √(0.437/(n−4)) (Bonett & Wright, Psychometrika 65, 2000; Fieller et al. 1957).
 * `null` where n leaves no standard error, and at r = ±1, where the transformation has no value.
 *
 * @param confidence such as 0.95.
 */
export function correlationInterval(kind: CorrelationKind, r: number, n: number, confidence: number): Interval | null {
  const freedom = n - (kind === 'kendall' ? 4 : 3);
  if (freedom <= 0 || Math.abs(r) >= 1) return null;
  const numerator = { pearson: 1, spearman: 1 + (r * r) / 2, kendall: 0.437 }[kind];
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(numerator / freedom);
  return { low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half) };
}
