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
  let [concordant, discordant, judgeTies, expertTies, bothTie] = [0, 0, 0, 0, 0];
  for (let one = 1; one < judge.length; one += 1) {
    const judged = at(judge, one);
    const expected = at(experts, one);
    for (let other = 0; other < one; other += 1) {
      const judgedStep = judged - at(judge, other);
      const expectedStep = expected - at(experts, other);
      if (Math.abs(judgedStep) <= tieWithin) {
        if (expectedStep === 0) bothTie += 1;
        else judgeTies += 1;
      } else if (expectedStep === 0) expertTies += 1;
      else if (judgedStep > 0 === expectedStep > 0) concordant += 1;
      else discordant += 1;
    }
  }
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
