import { at, requirePaired } from './at.ts';

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
  /** (concordant + bothTie) over all pairs: acc_eq of Deutsch, Foster & Freitag, "Ties matter", EMNLP 2023. `null` of no pair. */
  readonly withTies: number | null;
  /** concordant over the pairs on which the experts are decided; a tie of the judge is wrong there. `null` of no such pair. */
  readonly withoutTies: number | null;
}

/**
 * How often the judge orders two clips as the experts do, over all pairs.
 *
 * @param tieWithin the judge's scores count as equal up to this difference; the experts' only when they are equal.
 * @throws RangeError for samples of different length or numbers that are not finite.
 */
export function pairwiseAccuracy(judge: ArrayLike<number>, experts: ArrayLike<number>, tieWithin = 0): PairwiseAccuracy {
  requirePaired(judge, experts);
  const scores = Float64Array.from(judge);
  const labels = Float64Array.from(experts);
  // By the judge's order (lower, tie, higher) and then by the experts': without a branch, as no processor could foresee it.
  const counts = new Float64Array(9);
  for (let one = 1; one < scores.length; one += 1) {
    const judged = scores[one] ?? 0;
    const expected = labels[one] ?? 0;
    for (let other = 0; other < one; other += 1) {
      const step = judged - (scores[other] ?? 0);
      const label = labels[other] ?? 0;
      const order =
        3 * (1 + Number(step > tieWithin) - Number(step < -tieWithin)) + 1 + Number(expected > label) - Number(expected < label);
      counts[order] = (counts[order] ?? 0) + 1;
    }
  }
  const concordant = at(counts, 0) + at(counts, 8);
  const discordant = at(counts, 2) + at(counts, 6);
  const judgeTies = at(counts, 3) + at(counts, 5);
  const expertTies = at(counts, 1) + at(counts, 7);
  const bothTie = at(counts, 4);
  const decided = concordant + discordant + judgeTies;
  const all = decided + expertTies + bothTie;
  return {
    concordant,
    discordant,
    judgeTies,
    expertTies,
    bothTie,
    withTies: all > 0 ? (concordant + bothTie) / all : null,
    withoutTies: decided > 0 ? concordant / decided : null,
  };
}
