import type { JudgeReport } from './judgeReport.ts';

/** Fewer clips tell nothing about a judge. */
const CLIPS = 5;
/** Scored dimensions of a clip below which there is nothing to tell apart. */
const DIMENSIONS = 3;
/** Standard deviation of scores 0…1 that is as good as none. */
const NO_SPREAD = 0.02;

/**
 * Whether a judge gives all dimensions of a clip nearly the same score, clip after clip: it then follows one impression (a halo)
 * instead of looking at each.
 *
 * @param reports of one judge, one a clip.
 */
export function showsHalo(reports: readonly JudgeReport[]): boolean {
  const spreads = reports.flatMap(({ dimensions }) => {
    const scores = dimensions.flatMap(({ score }) => score.value ?? []);
    return scores.length < DIMENSIONS ? [] : standardDeviation(scores);
  });
  return spreads.length >= CLIPS && spreads.every((spread) => spread < NO_SPREAD);
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
