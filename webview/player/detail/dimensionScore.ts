import type { Calibration } from '../../../src/core/calibration/calibration.ts';
import { type ShownNodeScore, shownScores } from '../../../src/core/calibration/shownScores.ts';
import { type Coverage, scorecard } from '../../../src/core/score.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import type { Verdict } from '../../../src/core/verdict.ts';

/** The score that an answer counts in. */
export interface DimensionScore {
  /** Of the dimension. */
  readonly title: string;
  readonly shown: ShownNodeScore;
  readonly coverage: Coverage;
}

/** The score that one verdict gives its dimension, or `null` when it gives none. */
export function dimensionScore(
  taxonomy: Taxonomy,
  verdict: Verdict,
  calibrations: readonly Calibration[],
): DimensionScore | null {
  const card = scorecard(taxonomy, [verdict]);
  const dimension = card
    .flatMap((stage) => stage.children)
    .flatMap((aspect) => aspect.children)
    .find(({ id }) => id === verdict.dimension);
  const shown = shownScores(card, [verdict], calibrations).get(verdict.dimension);
  return dimension && shown ? { title: dimension.title, shown, coverage: dimension.score.coverage } : null;
}
