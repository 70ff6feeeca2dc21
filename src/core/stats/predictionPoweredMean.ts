import { at, requirePaired } from './at.ts';
import { mean } from './mean.ts';

/** A mean with its standard error. */
export interface MeanEstimate {
  readonly mean: number;
  readonly standardError: number;
  /** How much the machine's scores count: 0 = labels alone. */
  readonly lambda: number;
}

/**
 * The expert mean of many clips from labels on a few: λ·mean(F) + mean(y − λf), variance λ²var(F)/N + var(y − λf)/n
 * (PPI++: Angelopoulos, Duchi & Zrnic 2023). The labelled clips have to be a random sample of all.
 * `null` below two labelled or two other clips.
 *
 * @param labels expert values y of the labelled clips.
 * @param scores machine scores f of the same clips.
 * @param others machine scores F of the clips without labels.
 * @param lambda `best` takes cov(y,f)/((1+n/N) var f), kept within 0…1: beyond, the error grows again.
 * @throws RangeError for samples of different length or numbers that are not finite.
 */
export function predictionPoweredMean(
  labels: readonly number[],
  scores: readonly number[],
  others: readonly number[],
  lambda: number | 'best',
): MeanEstimate | null {
  requirePaired(labels, scores);
  const [n, N] = [labels.length, others.length];
  if (n < 2 || N < 2) return null;
  const weight = lambda === 'best' ? Math.max(0, Math.min(1, bestLambda(labels, scores, N))) : lambda;
  const rest = labels.map((label, index) => label - weight * at(scores, index));
  return {
    mean: weight * (mean(others) ?? 0) + (mean(rest) ?? 0),
    standardError: Math.sqrt((weight ** 2 * sampleCovariance(others, others)) / N + sampleCovariance(rest, rest) / n),
    lambda: weight,
  };
}

function bestLambda(labels: readonly number[], scores: readonly number[], N: number): number {
  const variance = sampleCovariance(scores, scores);
  return variance > 0 ? sampleCovariance(labels, scores) / ((1 + labels.length / N) * variance) : 0;
}

function sampleCovariance(a: readonly number[], b: readonly number[]): number {
  const [centreA, centreB] = [mean(a) ?? 0, mean(b) ?? 0];
  return a.reduce((sum, value, index) => sum + (value - centreA) * (at(b, index) - centreB), 0) / (a.length - 1);
}
