import * as z from 'zod';
import { conformalRadius } from '../stats/conformal.ts';
import { mean } from '../stats/mean.ts';
import { reliabilityBins } from '../stats/reliabilityDiagram.ts';
import { spearman } from '../stats/spearman.ts';
import { chooseMethod, MOST_FOLDS } from './chooseMethod.ts';
import { groupedFolds } from './groupedFolds.ts';
import type { LabelledScore } from './labelledScore.ts';
import { applyScoreMap, fitScoreMaps } from './scoreMap.ts';

const RELIABILITY_BINS = 10;

const share = z.number().min(0).max(1);
const binSchema = z.strictObject({
  from: share,
  to: share,
  count: z.int().nonnegative(),
  meanPredicted: share.nullable(),
  meanObserved: share.nullable(),
});

/** What the whole procedure does to clips of groups it has not seen. Errors are mean absolute distances from the expert mean. */
export const heldOutFiguresSchema = z.strictObject({
  folds: z.int().min(2),
  rawError: share,
  calibratedError: share,
  /** Of always saying the mean of the training clips' expert scores: what a judge has to beat. */
  constantError: share,
  /** Standard error of how much nearer the calibrated score is than the constant one. */
  gainStandardError: z.number().nonnegative(),
  /** Spearman's of raw and expert scores; no increasing map can change it. `null` where one of them is constant. */
  spearman: z.number().min(-1).max(1).nullable(),
  /** Intervals that held the expert score, of those that had two ends. */
  intervals: z.strictObject({ held: z.int().nonnegative(), bounded: z.int().nonnegative() }),
  reliability: z.strictObject({ raw: z.array(binSchema), calibrated: z.array(binSchema) }),
});
export type HeldOutFigures = z.infer<typeof heldOutFiguresSchema>;

export interface HeldOut {
  readonly figures: HeldOutFigures;
  /** Expert minus calibrated score, one per clip. */
  readonly residuals: readonly number[];
}

/**
 * Nested cross-validation by group: in every fold the method is chosen, the map fitted and the interval's width found on the
 * training part alone, and all of it is then tried on the part held out.
 *
 * @param labels of at least two groups.
 * @param coverage of the intervals, such as 0.9.
 */
export function heldOutFigures(labels: readonly LabelledScore[], coverage: number, seed: number): HeldOut {
  const folds = groupedFolds(labels, MOST_FOLDS, seed);
  const tried = folds.flatMap(({ training, heldOut }, index) => {
    const { method, residuals } = chooseMethod(training, seed + 1 + index);
    const map = fitScoreMaps(training)[method];
    const radius = conformalRadius(residuals, coverage);
    const constant = mean(training.map(({ expert }) => expert)) ?? 0;
    return heldOut.map(({ raw, expert }) => ({ raw, expert, radius, constant, calibrated: applyScoreMap(map, raw) }));
  });
  const residuals = tried.map(({ expert, calibrated }) => expert - calibrated);
  const errorOf = (name: 'raw' | 'calibrated' | 'constant') => mean(tried.map((clip) => Math.abs(clip.expert - clip[name]))) ?? 0;
  const gains = tried.map(({ expert, calibrated, constant }) => Math.abs(expert - constant) - Math.abs(expert - calibrated));
  const gain = mean(gains) ?? 0;
  const bounded = tried.filter(({ radius }) => Number.isFinite(radius));
  const expert = tried.map((clip) => clip.expert);
  const raw = tried.map((clip) => clip.raw);
  const bins = (predicted: readonly number[]) => [...reliabilityBins(predicted, expert, RELIABILITY_BINS)];
  return {
    residuals,
    figures: {
      folds: folds.length,
      rawError: errorOf('raw'),
      calibratedError: errorOf('calibrated'),
      constantError: errorOf('constant'),
      gainStandardError: Math.sqrt(gains.reduce((sum, each) => sum + (each - gain) ** 2, 0) / (gains.length - 1) / gains.length),
      spearman: spearman(raw, expert),
      intervals: {
        held: bounded.filter(({ expert: truth, calibrated, radius }) => Math.abs(truth - calibrated) <= radius).length,
        bounded: bounded.length,
      },
      reliability: { raw: bins(raw), calibrated: bins(tried.map(({ calibrated }) => calibrated)) },
    },
  };
}
