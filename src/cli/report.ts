import type { FolderEntry, FolderReport } from '../batch/scoreFolder.ts';
import type { Finding } from '../core/finding.ts';
import { clipVerdicts, findingsOfReview } from '../core/review.ts';
import { type ScoredNode, scorecard } from '../core/score.ts';
import type { Taxonomy } from '../core/taxonomy/model.ts';

/** A scored dimension with the aspect it belongs to. */
export interface DimensionScore {
  readonly aspect: ScoredNode;
  readonly dimension: ScoredNode;
}

/** One clip of a folder, ready to be shown: scores by dimension in taxonomy order, findings in time order. */
export type ClipResult =
  | {
      readonly entry: Extract<FolderEntry, { status: 'scored' }>;
      readonly dimensions: readonly DimensionScore[];
      readonly findings: readonly Finding[];
    }
  | { readonly entry: Extract<FolderEntry, { status: 'failed' }> };

export type ScoredClip = Extract<ClipResult, { dimensions: unknown }>;

export function isScored(result: ClipResult): result is ScoredClip {
  return result.entry.status === 'scored';
}

export function resultsOf(taxonomy: Taxonomy, report: FolderReport): ClipResult[] {
  return report.clips.map((entry) => {
    if (entry.status === 'failed') return { entry };
    const stages = scorecard(taxonomy, clipVerdicts(entry.review));
    const aspects = stages.flatMap((stage) => stage.children);
    return {
      entry,
      dimensions: aspects.flatMap((aspect) => aspect.children.map((dimension) => ({ aspect, dimension }))),
      findings: findingsOfReview(taxonomy, entry.review, { passes: false }),
    };
  });
}
