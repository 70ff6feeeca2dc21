import { type Review, rangeKey } from '../../../src/core/review.ts';
import type { JudgedRange } from '../../../src/core/verdict.ts';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import { ANSWER_ICON } from '../severity.ts';

interface MachineAnswersProps {
  readonly review: Review | null;
  readonly range: JudgedRange;
  readonly rationale: string;
  readonly onInspect: (verdict: string, rationale: string) => void;
}

/** What the judges say about the same range and question, once the rater has answered. */
export function MachineAnswers({ review, range, rationale, onInspect }: MachineAnswersProps) {
  const said = (review?.ranges ?? [])
    .filter((one) => rangeKey(one.range) === rangeKey(range))
    .flatMap(({ verdicts }) =>
      verdicts.flatMap(({ id, judge, answers }) =>
        answers.flatMap((answer) => (answer.rationale === rationale ? [{ verdict: id, judge: judge.id, ...answer }] : [])),
      ),
    );
  return (
    <div class="machine-answers">
      {said.length === 0 && <p class="dim">{STRINGS.noJudgeAnswered}</p>}
      {said.map(({ verdict, judge, answer, reason }) => (
        <button
          key={verdict}
          type="button"
          class="machine-answer"
          title={STRINGS.detail}
          onClick={() => onInspect(verdict, rationale)}
        >
          <Icon name={ANSWER_ICON[answer]} class={`answer-icon ${answer}`} />
          <span class="machine-text">
            <span class="dim">
              {judge}: {STRINGS.answer[answer]}
            </span>{' '}
            {reason}
          </span>
        </button>
      ))}
    </div>
  );
}
