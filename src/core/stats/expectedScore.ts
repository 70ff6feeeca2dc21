/** The mean of the judgement distribution, with how much of it was seen. */
export interface ExpectedScore {
  readonly expected: number;
  /** Σ p over the score tokens; where it is small, the model was about to say something else. */
  readonly mass: number;
}

/**
 * G-Eval's expected score Σ s·p(s)/Σ p(s) over the score tokens (Liu et al., EMNLP 2023). `null` without any.
 *
 * @param logProbabilities natural logarithms, by score.
 */
export function expectedScore(logProbabilities: ReadonlyMap<number, number>): ExpectedScore | null {
  let mass = 0;
  let sum = 0;
  for (const [score, logProbability] of logProbabilities) {
    mass += Math.exp(logProbability);
    sum += score * Math.exp(logProbability);
  }
  return mass > 0 ? { expected: sum / mass, mass } : null;
}
