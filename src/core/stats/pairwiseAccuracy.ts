import { at, requirePaired } from './at.ts';
import type { Interval } from './correlationInterval.ts';
import { jackknifeShareInterval } from './jackknifeShareInterval.ts';

/** What became of every pair of clips, and the two shares that are usual to report. */
export interface PairwiseAccuracy {
  /** Both sides prefer the same one. */
  readonly concordant: number;
  /** The sides prefer opposite ones. */
  readonly discordant: number;
  /** Only the judge sees no difference. */
  readonly judgeTies: number;
  /** Only the experts see no difference. */
  readonly expertTies: number;
  readonly bothTie: number;
  /** (concordant + bothTie) over all pairs: acc_eq of Deutsch, Foster & Freitag, "Ties matter", EMNLP 2023. */
  readonly withTies: PairShare;
  /** concordant over the pairs on which the experts are decided; a tie of the judge is wrong there. */
  readonly withoutTies: PairShare;
}

/** A share of pairs. */
export interface PairShare {
  /** 0…1; `null` of no such pair. */
  readonly value: number | null;
  /** By clip: the pairs of one clip hang together. `null` as `jackknifeShareInterval`. */
  readonly interval: Interval | null;
}

export interface PairwiseOptions {
  /** The judge's scores count as equal up to this difference; the experts' only when they are equal. */
  readonly tieWithin?: number;
  /** Of the intervals. */
  readonly confidence?: number;
}

/** What a pair can be, by the judge's order (lower, tie, higher) and then by the experts'. */
const ORDERS = 9;
const CONCORDANT = [0, 8];
const DISCORDANT = [2, 6];
const JUDGE_TIES = [3, 5];
const EXPERT_TIES = [1, 7];
const BOTH_TIE = [4];

/**
 * How often the judge orders two clips as the experts do, over all pairs.
 *
 * @throws RangeError for samples of different length or numbers that are not finite.
 */
export function pairwiseAccuracy(
  judge: ArrayLike<number>,
  experts: ArrayLike<number>,
  { tieWithin = 0, confidence = 0.95 }: PairwiseOptions = {},
): PairwiseAccuracy {
  requirePaired(judge, experts);
  const scores = Float64Array.from(judge);
  const labels = Float64Array.from(experts);
  const { length } = scores;
  // For each clip the orders of its pairs: without a branch, as no processor could foresee it.
  const counts = new Uint32Array(ORDERS * length);
  for (let one = 1; one < length; one += 1) {
    const judged = scores[one] ?? 0;
    const expected = labels[one] ?? 0;
    for (let other = 0; other < one; other += 1) {
      const step = judged - (scores[other] ?? 0);
      const label = labels[other] ?? 0;
      const order =
        3 * (1 + Number(step > tieWithin) - Number(step < -tieWithin)) + 1 + Number(expected > label) - Number(expected < label);
      counts[ORDERS * one + order] = (counts[ORDERS * one + order] ?? 0) + 1;
      counts[ORDERS * other + order] = (counts[ORDERS * other + order] ?? 0) + 1;
    }
  }
  const ofClips = (orders: readonly number[]) =>
    Float64Array.from({ length }, (_, clip) => orders.reduce((sum, order) => sum + at(counts, ORDERS * clip + order), 0));
  // Each pair was counted for both of its clips.
  const pairs = (orders: readonly number[]) => ofClips(orders).reduce((sum, count) => sum + count, 0) / 2;
  const share = (held: readonly number[], counted: readonly number[]): PairShare => {
    const all = pairs(counted);
    return {
      value: all > 0 ? pairs(held) / all : null,
      interval: jackknifeShareInterval(ofClips(held), ofClips(counted), confidence),
    };
  };
  const decided = [...CONCORDANT, ...DISCORDANT, ...JUDGE_TIES];
  return {
    concordant: pairs(CONCORDANT),
    discordant: pairs(DISCORDANT),
    judgeTies: pairs(JUDGE_TIES),
    expertTies: pairs(EXPERT_TIES),
    bothTie: pairs(BOTH_TIE),
    withTies: share([...CONCORDANT, ...BOTH_TIE], [...decided, ...EXPERT_TIES, ...BOTH_TIE]),
    withoutTies: share(CONCORDANT, decided),
  };
}
