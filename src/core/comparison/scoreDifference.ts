import type { Uncertainty } from '../verdict.ts';

/** A score that is held against others of the same judge and the same scale. */
export interface ComparedScore {
  /** 0…1. */
  readonly value: number;
  /** Where the experts' mean is to be expected; `null` where nobody can tell. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** The least sure that the judge says it is; `null` for one that does not say. */
  readonly uncertainty: Uncertainty | null;
}

/**
 * What a difference between scores means.
 * `apart`: their intervals do not touch. `inside`: they do, so it is no difference. `raw`: there are no intervals to hold it against.
 * `unsure`: nor is the judge sure of the scores. `equal`: none. `unknown`: fewer than two scores, or of judges that do not compare.
 */
export const DIFFERENCE_KINDS = ['apart', 'raw', 'unsure', 'inside', 'equal', 'unknown'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface ScoreDifference {
  readonly kind: DifferenceKind;
  /** Points between the two, 0…1. */
  readonly size: number;
  /** What of it the intervals explain: half the width of both together, 0…1; 0 without intervals. */
  readonly doubt: number;
  /** Index of the higher and of the lower score; `null` where they are not told apart. */
  readonly higher: number | null;
  readonly lower: number | null;
}

const NOTHING: ScoreDifference = { kind: 'unknown', size: 0, doubt: 0, higher: null, lower: null };

/** The difference that matters most between any two of several scores, `null` standing for "not judged". */
export function scoreDifference(scores: readonly (ComparedScore | null)[]): ScoreDifference {
  let most = NOTHING;
  for (const [a, first] of scores.entries())
    for (const [b, second] of scores.entries()) {
      if (b <= a || !first || !second) continue;
      const pair = first.value >= second.value ? between(first, a, second, b) : between(second, b, first, a);
      if (compareDifferences(pair, most) < 0) most = pair;
    }
  return most;
}

function between(high: ComparedScore, higher: number, low: ComparedScore, lower: number): ScoreDifference {
  const size = high.value - low.value;
  if (size === 0) return { ...NOTHING, kind: 'equal' };
  if (!high.interval || !low.interval) {
    const isUnsure = high.uncertainty === 'high' || low.uncertainty === 'high';
    return { kind: isUnsure ? 'unsure' : 'raw', size, doubt: 0, higher, lower };
  }
  const doubt = (high.interval.high - high.interval.low + low.interval.high - low.interval.low) / 2;
  const isApart = high.interval.low > low.interval.high;
  return isApart ? { kind: 'apart', size, doubt, higher, lower } : { ...NOTHING, kind: 'inside', size, doubt };
}

/**
 * Order of importance: first what intervals hold apart, the largest in relation to them first; then what has none, the largest
 * first; then what the judge itself is unsure of; what is no difference comes last.
 */
export function compareDifferences(a: ScoreDifference, b: ScoreDifference): number {
  const byKind = DIFFERENCE_KINDS.indexOf(a.kind) - DIFFERENCE_KINDS.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  // Intervals of no width leave no doubt, however small the difference.
  if (a.kind === 'apart') return b.size * a.doubt - a.size * b.doubt || b.size - a.size;
  return b.size - a.size;
}
