import type { Taxonomy } from './model.ts';
import { dimensionsOf, rationalesOf } from './walk.ts';

export interface TaxonomyCounts {
  readonly stages: number;
  readonly aspects: number;
  readonly dimensions: number;
  readonly subDimensions: number;
  readonly rationales: number;
}

/** What the paper claims (arXiv 2605.23271). */
export const PAPER_COUNTS: TaxonomyCounts = { stages: 3, aspects: 7, dimensions: 18, subDimensions: 45, rationales: 196 };

export function countsOf(taxonomy: Taxonomy): TaxonomyCounts {
  const dimensions = dimensionsOf(taxonomy);
  return {
    stages: taxonomy.stages.length,
    aspects: taxonomy.stages.flatMap((stage) => stage.aspects).length,
    dimensions: dimensions.length,
    subDimensions: dimensions.flatMap((dimension) => dimension.subDimensions).length,
    rationales: dimensions.flatMap(rationalesOf).length,
  };
}

/** The counts of a taxonomy with the one missing sub-dimension owned up to: to be shown wherever counts are shown. */
export function countsStatement(taxonomy: Taxonomy): string {
  const { stages, aspects, dimensions, subDimensions, rationales } = countsOf(taxonomy);
  return (
    `${stages} stages, ${aspects} aspects, ${dimensions} dimensions, ${subDimensions} sub-dimensions, ${rationales} rationales. ` +
    `${MISSING_SUB_DIMENSION} ${addedQuestions(rationales)}`
  );
}

/** Why a taxonomy asks more than the paper; empty when it does not. */
function addedQuestions(rationales: number): string {
  const added = rationales - PAPER_COUNTS.rationales;
  return added > 0 ? `Beyond the paper's ${PAPER_COUNTS.rationales} rationales it asks ${added} technical questions.` : '';
}

/** Why the built-in taxonomy has one sub-dimension fewer than the paper's count. */
export const MISSING_SUB_DIMENSION =
  `The paper counts ${PAPER_COUNTS.subDimensions} sub-dimensions; its text names 44, and these are built in: ` +
  'the 45th appears only in a figure that is not available, and none was invented in its place.';
