import { at } from '../stats/at.ts';
import { type Fold, groupedFolds } from './groupedFolds.ts';
import type { LabelledScore } from './labelledScore.ts';
import { applyScoreMap, fitScoreMaps, MAP_METHODS, type MapMethod } from './scoreMap.ts';

/** As many as usual; more would cost time and hold out too few clips each. */
export const MOST_FOLDS = 10;

export interface ChosenMethod {
  readonly method: MapMethod;
  /** Expert minus predicted score of every clip, from the fold that did not see it. */
  readonly residuals: readonly number[];
}

/**
 * The method with the least mean absolute error on clips held out by group. The line is kept unless another is better by more than
 * one standard error of the difference (the one-standard-error rule; Breiman et al. 1984, §3.4.3): a bent curve has to earn its bends.
 * With fewer than two groups nothing can be held out; it is the line, without residuals.
 */
export function chooseMethod(labels: readonly LabelledScore[], seed: number): ChosenMethod {
  const residuals = residualsOf(groupedFolds(labels, MOST_FOLDS, seed));
  let chosen: MapMethod = 'affine';
  let bestGain = 0;
  for (const method of MAP_METHODS) {
    const gains = residuals.affine.map((residual, index) => Math.abs(residual) - Math.abs(at(residuals[method], index)));
    const gain = gains.reduce((sum, each) => sum + each, 0) / gains.length;
    const spread = gains.reduce((sum, each) => sum + (each - gain) ** 2, 0);
    const standardError = Math.sqrt(spread / (gains.length - 1) / gains.length);
    if (gain > standardError && gain > bestGain) {
      chosen = method;
      bestGain = gain;
    }
  }
  return { method: chosen, residuals: residuals[chosen] };
}

function residualsOf(folds: readonly Fold[]): Readonly<Record<MapMethod, number[]>> {
  const residuals: Record<MapMethod, number[]> = { affine: [], isotonic: [], blend: [] };
  for (const { training, heldOut } of folds) {
    const maps = fitScoreMaps(training);
    for (const method of MAP_METHODS) {
      for (const { raw, expert } of heldOut) residuals[method].push(expert - applyScoreMap(maps[method], raw));
    }
  }
  return residuals;
}
