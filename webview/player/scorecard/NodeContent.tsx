import type { ShownNodeScore } from '../../../src/core/calibration/shownScores.ts';
import { type Doubt, isDoubtful } from '../../../src/core/doubt.ts';
import { type Coverage, formatPoints } from '../../../src/core/score.ts';
import { LIST_JOINT } from '../../ui/language.ts';
import { STRINGS } from '../../ui/strings.ts';
import type { NodeCell } from './nodeCells.ts';
import type { ScorecardRow } from './rows.ts';
import { scoreMark } from './scoreWords.ts';

/** A stage, aspect, dimension or sub-dimension with its score by every judge. */
export function NodeContent({ row: { node, cells } }: { readonly row: Extract<ScorecardRow, { kind: 'node' }> }) {
  const [only] = cells;
  return (
    <>
      <span class="node-title" title={node.title}>
        {node.title}
      </span>
      {cells.length === 1 && only ? (
        <NodeScore cell={only} />
      ) : (
        cells.map((cell) => <ComparedScore key={cell.judge} cell={cell} />)
      )}
    </>
  );
}

function NodeScore({ cell: { score, shown, doubt, failure } }: { readonly cell: NodeCell }) {
  return (
    <>
      {shown !== null && <DoubtMark doubt={doubt} />}
      <CoverageText coverage={score.coverage} />
      {shown === null ? (
        <NotJudged score={score} failure={failure} />
      ) : (
        <>
          <span class={`score-bar ${bandOf(shown.value)}`} aria-hidden="true">
            <span style={{ width: `${shown.value * 100}%` }} />
          </span>
          <span class="score">{formatPoints(shown.value)}</span>
          <ScoreMark shown={shown} />
        </>
      )}
    </>
  );
}

/** A question mark where the judge is unsure or its samples disagree; a screen reader and the tooltip say it in words. */
function DoubtMark({ doubt }: { readonly doubt: Doubt }) {
  if (!isDoubtful(doubt)) return null;
  const { uncertainty, split } = doubt;
  const words = [
    ...(uncertainty === null ? [] : [STRINGS.sureness[uncertainty]]),
    ...(split > 0 ? [STRINGS.split(split)] : []),
  ].join(LIST_JOINT);
  return (
    <span class="doubt" title={words}>
      <span aria-hidden="true">?</span>
      <span class="visually-hidden">{words}</span>
    </span>
  );
}

function ComparedScore({ cell: { judge, score, shown, doubt, failure } }: { readonly cell: NodeCell }) {
  return (
    <span class="judge-cell">
      <span class="visually-hidden">{judge}:</span>
      {shown === null ? (
        <NotJudged score={score} failure={failure} />
      ) : (
        <>
          <span class="score">{formatPoints(shown.value)}</span>
          <DoubtMark doubt={doubt} />
          <CoverageText coverage={score.coverage} />
          <ScoreMark shown={shown} />
        </>
      )}
    </span>
  );
}

/** Whether a score is calibrated, and its interval: short, so that names keep their room; a screen reader and the tooltip say it in words. */
export function ScoreMark({ shown }: { readonly shown: ShownNodeScore }) {
  const { short, long, sentence } = scoreMark(shown);
  return (
    <span class={`score-mark ${shown.status}`} title={sentence}>
      <span class="short" aria-hidden="true">
        {short}
      </span>
      <span class="long" aria-hidden="true">
        {long}
      </span>
      <span class="visually-hidden">{sentence}</span>
    </span>
  );
}

function NotJudged({ score, failure }: Pick<NodeCell, 'score' | 'failure'>) {
  return (
    <span class={`not-judged${failure === null ? '' : ' failed'}`} title={failure ?? undefined}>
      {score.value === null ? STRINGS.saidNothing : formatPoints(score.value)}
    </span>
  );
}

/** `4/19`: short, so that names keep their room; a screen reader and the tooltip say it in words. */
function CoverageText({ coverage }: { readonly coverage: Coverage }) {
  const words = STRINGS.coverage(coverage);
  return (
    <span class="coverage" title={words}>
      <span aria-hidden="true">
        {coverage.answered}/{coverage.asked}
      </span>
      <span class="visually-hidden">{words}</span>
    </span>
  );
}

/** How good a score 0…1 looks. */
export function bandOf(value: number): 'high' | 'middle' | 'low' {
  if (value >= 0.8) return 'high';
  return value >= 0.5 ? 'middle' : 'low';
}
