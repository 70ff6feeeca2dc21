import type { Calibration } from '../../../src/core/calibration/calibration.ts';
import { type ShownNodeScore, shownScores } from '../../../src/core/calibration/shownScores.ts';
import { type Doubt, doubtAbout } from '../../../src/core/doubt.ts';
import { type Score, type ScoredNode, scorecard } from '../../../src/core/score.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { type Column, failuresOf } from './sayings.ts';

/** What one judge has for one node of the taxonomy. */
export interface NodeCell {
  readonly judge: string;
  /** As the judge gave it. */
  readonly score: Score;
  /** As it is to be shown; `null` where there is none. */
  readonly shown: ShownNodeScore | null;
  /** How unsure the judge is of anything below it. */
  readonly doubt: Doubt;
  /** Why some of it could not be judged; `null` when nothing failed. */
  readonly failure: string | null;
}

/** A node of the taxonomy with what every column has for it, and its parts. */
export interface CellNode {
  readonly node: Pick<ScoredNode, 'id' | 'title' | 'level'>;
  /** In the order of the columns. */
  readonly cells: readonly NodeCell[];
  readonly children: readonly CellNode[];
}

/** The stages with their parts as columns score them. */
export function cellTree(
  taxonomy: Taxonomy,
  columns: readonly Column[],
  calibrations: readonly Calibration[],
): readonly CellNode[] {
  const judged = columns.map(({ judge, verdicts }) => {
    const card = scorecard(taxonomy, verdicts);
    return { judge, verdicts, card, failures: failuresOf(verdicts), scores: shownScores(card, verdicts, calibrations) };
  });
  /** @param nodes the same node in each column. */
  const treeOf = (nodes: readonly ScoredNode[]): CellNode[] => {
    const [node] = nodes;
    if (!node) return [];
    const cells = judged.map(({ judge, verdicts, failures, scores }, column) => ({
      judge,
      score: nodes[column]?.score ?? node.score,
      shown: scores.get(node.id) ?? null,
      doubt: doubtAbout(node.id, verdicts),
      failure: failures.get(node.id) ?? null,
    }));
    const children = node.children.flatMap((_, index) => treeOf(nodes.flatMap((one) => one.children[index] ?? [])));
    return [{ node, cells, children }];
  };
  return taxonomy.stages.flatMap((_, index) => treeOf(judged.flatMap(({ card }) => card[index] ?? [])));
}
