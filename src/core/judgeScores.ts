import { type ScoredNode, scorecard } from './score.ts';
import type { Taxonomy } from './taxonomy/model.ts';
import type { Verdict } from './verdict.ts';

/**
 * The judge's scores 0…1 by the id of a stage, aspect, dimension or sub-dimension; what was not judged is not there.
 *
 * @param verdicts of one judge on one range; at most one per dimension.
 */
export function judgeScores(taxonomy: Taxonomy, verdicts: readonly Verdict[]): Map<string, number> {
  const flat = (nodes: readonly ScoredNode[]): readonly ScoredNode[] => nodes.flatMap((node) => [node, ...flat(node.children)]);
  return new Map(
    flat(scorecard(taxonomy, verdicts)).flatMap(({ id, score }) => (score.value === null ? [] : [[id, score.value] as const])),
  );
}
