import { useEffect, useRef } from 'preact/hooks';
import type { OwnAnswer } from '../../../src/core/raterView.ts';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import { scrollWithin } from '../scorecard/scrollWithin.ts';
import { ANSWER_ICON } from '../severity.ts';
import type { Question } from './questions.ts';

interface QuestionListProps {
  readonly questions: readonly Question[];
  /** Why questions do not seem to apply, by id. */
  readonly skipped: ReadonlyMap<string, string>;
  readonly answers: ReadonlyMap<string, OwnAnswer>;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** All questions with the rater's answers, by sub-dimension. */
export function QuestionList({ questions, skipped, answers, chosen, onChoose }: QuestionListProps) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = root.current?.querySelector('[aria-current=true]');
    if (!(row instanceof HTMLElement)) return;
    scrollWithin(root.current, row);
    if (root.current?.contains(document.activeElement)) row.focus();
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const neighbour = questions[questions.findIndex(({ rationale }) => rationale.id === chosen) + step];
    if (neighbour) onChoose(neighbour.rationale.id);
  };
  return (
    <div class="scorecard-scroll question-list" ref={root} role="toolbar" aria-label={STRINGS.questions} onKeyDown={onKeyDown}>
      {questions.map(({ rationale, dimension, subDimension }, index) => {
        const own = answers.get(rationale.id);
        const before = questions[index - 1];
        const isFirst = before?.subDimension !== subDimension || before.dimension !== dimension;
        const why = own ? undefined : skipped.get(rationale.id);
        const word = own ? STRINGS.answer[own.answer] : (why ?? STRINGS.unanswered);
        return (
          <>
            {isFirst && (
              <h3 key={`${rationale.id}-head`}>
                {dimension} › {subDimension}
              </h3>
            )}
            <button
              key={rationale.id}
              type="button"
              class={why === undefined ? 'question-row' : 'question-row skipped'}
              aria-current={rationale.id === chosen}
              tabIndex={rationale.id === chosen ? 0 : -1}
              onClick={() => onChoose(rationale.id)}
            >
              <span class={`answer-icon ${own?.answer ?? ''}`} title={word}>
                <Icon name={own ? ANSWER_ICON[own.answer] : why === undefined ? 'circle-large-outline' : 'circle-slash'} />
                <span class="visually-hidden">{word}</span>
              </span>
              <span>{rationale.question}</span>
            </button>
          </>
        );
      })}
    </div>
  );
}
