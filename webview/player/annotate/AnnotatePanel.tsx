import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type OwnAnswer, ownAnswers } from '../../../src/core/raterView.ts';
import type { Review } from '../../../src/core/review.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import type { TimeSpan } from '../../../src/core/time.ts';
import type { Answer, JudgedRange } from '../../../src/core/verdict.ts';
import type { FromPlayer, PlayerAnnotations } from '../../../src/protocol/messages.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import { TYPED_INTO } from '../useKeyboard.ts';
import { MachineAnswers } from './MachineAnswers.tsx';
import { QuestionCard } from './QuestionCard.tsx';
import { QuestionList } from './QuestionList.tsx';
import { annotateCommandOf, nextUnanswered, questionsOf } from './questions.ts';

export type OwnWord = Omit<Extract<FromPlayer, { type: 'annotate' }>, 'type'>;

interface AnnotatePanelProps {
  readonly taxonomy: Taxonomy;
  readonly annotations: PlayerAnnotations;
  /** What is annotated: the clip as a whole. */
  readonly range: JudgedRange;
  /** Shown question by question, once the rater has answered. */
  readonly review: Review | null;
  /** From in to out point: where the rater saw what he answers. */
  readonly marked: TimeSpan | null;
  readonly onSay: (word: OwnWord) => void;
  readonly onInspect: (verdict: string, rationale: string) => void;
  readonly onSeek: (time: number) => void;
  readonly onAskRater: () => void;
  readonly onDone: () => void;
}

/** The same questions as in the scorecard, for a person to answer without knowing what any judge said. */
export function AnnotatePanel(props: AnnotatePanelProps) {
  const { taxonomy, annotations, range, review, marked, onSay, onInspect, onSeek, onAskRater, onDone } = props;
  const questions = useMemo(() => questionsOf(taxonomy), [taxonomy]);
  const answers = useMemo(() => ownAnswers(annotations.words, range), [annotations.words, range]);
  const isAnswered = (id: string) => answers.has(id);
  const [chosen, setChosen] = useState<string | null>(() => nextUnanswered(questions, isAnswered, null));
  const question = questions.find(({ rationale }) => rationale.id === chosen) ?? questions[0];
  const [draft, setDraft] = useState<string | null>(null);
  const [undoable, setUndoable] = useState<readonly { readonly rationale: string; readonly before: OwnAnswer | null }[]>([]);
  const noteField = useRef<HTMLInputElement>(null);
  const own = (question && answers.get(question.rationale.id)) ?? null;
  const note = draft ?? own?.word.note ?? '';

  const choose = (id: string) => {
    setChosen(id);
    setDraft(null);
  };
  const say = (answer: Answer, changes: { readonly note?: string } = {}) => {
    if (!question) return;
    const span = marked ?? own?.word.span;
    const words = (changes.note ?? note).trim();
    setUndoable([...undoable, { rationale: question.rationale.id, before: own }]);
    setDraft(null);
    onSay({ range, rationale: question.rationale.id, answer, ...(words !== '' && { note: words }), ...(span && { span }) });
  };
  const saveNote = () => {
    if (own && note.trim() !== (own.word.note ?? '')) say(own.answer, { note });
    noteField.current?.blur();
  };
  const next = () => {
    const id = nextUnanswered(questions, isAnswered, question?.rationale.id ?? null);
    if (id !== null) choose(id);
  };
  const undo = () => {
    const last = undoable.at(-1);
    if (!last) return;
    const { rationale, before } = last;
    setUndoable(undoable.slice(0, -1));
    choose(rationale);
    const { note: earlier, span } = before?.word ?? {};
    onSay({
      range,
      rationale,
      answer: before?.answer ?? null,
      ...(earlier !== undefined && { note: earlier }),
      ...(span && { span }),
    });
  };

  const isKnown = annotations.rater !== null;
  const latest = useRef({ say, next, undo, isKnown });
  latest.current = { say, next, undo, isKnown };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!latest.current.isKnown || (event.target instanceof Element && event.target.closest(TYPED_INTO))) return;
      const command = annotateCommandOf(event);
      if (command === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (command === 'next') latest.current.next();
      else if (command === 'undo') latest.current.undo();
      else if (command === 'note') noteField.current?.focus();
      else if (!event.repeat) latest.current.say(command.answer);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  const done = questions.filter(({ rationale }) => isAnswered(rationale.id)).length;
  return (
    <section class="scorecard annotate" aria-label={STRINGS.annotate}>
      <header class="scorecard-header">
        <h2>{STRINGS.annotate}</h2>
        <span class="dim rater" title={annotations.rater ?? undefined}>
          {annotations.rater}
        </span>
        <button type="button" class="link-button" onClick={onDone}>
          {STRINGS.annotateDone}
        </button>
      </header>
      {annotations.rater === null ? (
        <div class="scorecard-empty">
          <Icon name="edit" class="large" />
          <p>{STRINGS.raterUnknown}</p>
          <Button appearance="primary" onClick={onAskRater}>
            {STRINGS.askRater}
          </Button>
        </div>
      ) : (
        <>
          <Progress done={done} of={questions.length} onNext={next} onUndo={undo} canUndo={undoable.length > 0} />
          {question && (
            <QuestionCard
              question={question}
              own={own}
              marked={marked}
              note={note}
              noteField={noteField}
              onAnswer={say}
              onNote={setDraft}
              onSaveNote={saveNote}
              onSeek={onSeek}
            />
          )}
          {question && own && <MachineAnswers review={review} rationale={question.rationale.id} onInspect={onInspect} />}
          <QuestionList questions={questions} answers={answers} chosen={question?.rationale.id ?? null} onChoose={choose} />
        </>
      )}
    </section>
  );
}

interface ProgressProps {
  readonly done: number;
  readonly of: number;
  readonly canUndo: boolean;
  readonly onNext: () => void;
  readonly onUndo: () => void;
}

function Progress({ done, of, canUndo, onNext, onUndo }: ProgressProps) {
  return (
    <div class="annotate-progress">
      <span class="annotate-count" role="status">
        {STRINGS.answered(done, of)}
      </span>
      <progress max={of} value={done} aria-hidden="true" />
      <span class="annotate-actions">
        <button type="button" class="key-button" disabled={done === of} onClick={onNext}>
          <kbd>N</kbd> {STRINGS.nextUnanswered}
        </button>
        <button type="button" class="key-button" disabled={!canUndo} onClick={onUndo}>
          <kbd>U</kbd> {STRINGS.undo}
        </button>
      </span>
    </div>
  );
}
