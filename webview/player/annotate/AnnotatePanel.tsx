import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { OwnAnswer } from '../../../src/core/raterView.ts';
import { type Review, rangeKey } from '../../../src/core/review.ts';
import type { Shot } from '../../../src/core/signals.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import type { TimeSpan } from '../../../src/core/time.ts';
import type { Answer, JudgedRange } from '../../../src/core/verdict.ts';
import type { FromPlayer, PlayerAnnotations, PlayerClip } from '../../../src/protocol/messages.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import type { EvaluationKind } from '../evaluationRange.ts';
import { TYPED_INTO } from '../useKeyboard.ts';
import { AnnotateHeader, AnnotateProgress } from './AnnotateHead.tsx';
import { MachineAnswers } from './MachineAnswers.tsx';
import { QuestionCard } from './QuestionCard.tsx';
import { QuestionList } from './QuestionList.tsx';
import { type AnnotateCommand, annotateCommandOf, nextUnanswered, questionsOf, skippedQuestions } from './questions.ts';
import { rangeChoices, spanText } from './ranges.ts';
import type { Annotating } from './useAnnotating.ts';

type OwnWord = Omit<Extract<FromPlayer, { type: 'annotate' }>, 'type'>;

export interface AnnotatePanelProps {
  readonly taxonomy: Taxonomy;
  readonly annotations: PlayerAnnotations;
  readonly annotating: Annotating;
  /** `null` while nothing is known of the clip, so that nothing can be said about it. */
  readonly clip: PlayerClip | null;
  readonly shots: readonly Shot[];
  /** Shown question by question, once the rater has answered. */
  readonly review: Review | null;
  /** From in to out point: where the rater saw what he answers. */
  readonly marked: TimeSpan | null;
  /** What annotating the whole clip, the shot under the playhead or the marked range means; `null` where there is no such. */
  readonly rangeOf: (kind: EvaluationKind) => JudgedRange | null;
  readonly onSay: (word: OwnWord) => void;
  readonly onInspect: (verdict: string, rationale: string) => void;
  readonly onSeek: (time: number) => void;
  readonly onAskRater: () => void;
  readonly onNextClip: () => void;
  readonly onDone: () => void;
}

/** The same questions as in the scorecard, for a person to answer without knowing what any judge said. */
export function AnnotatePanel(props: AnnotatePanelProps) {
  const { annotations, clip, onAskRater, onDone } = props;
  const section = useRef<HTMLElement>(null);
  // In the long page of a narrow editor the findings that just went left it scrolled somewhere else.
  useEffect(() => section.current?.scrollIntoView({ block: 'start' }), []);
  return (
    <section ref={section} class="scorecard annotate" aria-label={STRINGS.annotate}>
      <AnnotateHeader rater={annotations.rater} onDone={onDone} />
      {annotations.rater === null ? (
        <div class="scorecard-empty">
          <Icon name="edit" class="large" />
          <p>{STRINGS.raterUnknown}</p>
          <Button appearance="primary" onClick={onAskRater}>
            {STRINGS.askRater}
          </Button>
        </div>
      ) : clip === null ? (
        <div class="scorecard-empty">
          <p>{STRINGS.nothingToAnnotate}</p>
        </div>
      ) : (
        <Questions {...props} clip={clip} />
      )}
    </section>
  );
}

interface Said {
  readonly range: JudgedRange;
  readonly rationale: string;
  readonly before: OwnAnswer | null;
}

function Questions(props: AnnotatePanelProps & { readonly clip: PlayerClip }) {
  const { taxonomy, annotations, annotating, clip, shots, review, marked, rangeOf, onSay, onInspect, onSeek, onNextClip } = props;
  const { range, setRange, answers, unmet } = annotating;
  const questions = useMemo(() => questionsOf(taxonomy), [taxonomy]);
  const skipped = useMemo(() => skippedQuestions(questions, unmet), [questions, unmet]);
  const isSettled = (id: string) => answers.has(id) || skipped.has(id);
  const [chosen, setChosen] = useState<string | null>(() => nextUnanswered(questions, isSettled, null));
  const question = questions.find(({ rationale }) => rationale.id === chosen) ?? questions[0];
  const [draft, setDraft] = useState<string | null>(null);
  const [undoable, setUndoable] = useState<readonly Said[]>([]);
  const noteField = useRef<HTMLInputElement>(null);
  const own = (question && answers.get(question.rationale.id)) ?? null;
  const note = draft ?? own?.word.note ?? '';
  const choices = useMemo(
    () => rangeChoices(clip.duration, shots, marked, annotations.words, range),
    [clip.duration, shots, marked, annotations.words, range],
  );
  // Marks that are the annotated range itself say nothing about where in it something was seen.
  const seenAt = marked && (range.whole || spanText(marked) !== spanText(range.span)) ? marked : null;

  const choose = (id: string) => {
    setChosen(id);
    setDraft(null);
  };
  const say = (answer: Answer, changes: { readonly note?: string } = {}) => {
    if (!question) return;
    const span = seenAt ?? own?.word.span;
    const words = (changes.note ?? note).trim();
    setUndoable([...undoable, { range, rationale: question.rationale.id, before: own }]);
    setDraft(null);
    onSay({ range, rationale: question.rationale.id, answer, ...(words !== '' && { note: words }), ...(span && { span }) });
  };
  const saveNote = () => {
    if (own && note.trim() !== (own.word.note ?? '')) say(own.answer, { note });
    noteField.current?.blur();
  };
  const next = () => {
    const id = nextUnanswered(questions, isSettled, question?.rationale.id ?? null);
    if (id !== null) choose(id);
  };
  const undo = () => {
    const last = undoable.at(-1);
    if (!last) return;
    const { rationale, before } = last;
    setUndoable(undoable.slice(0, -1));
    setRange(last.range);
    choose(rationale);
    const { note: earlier, span } = before?.word ?? {};
    onSay({
      range: last.range,
      rationale,
      answer: before?.answer ?? null,
      ...(earlier !== undefined && { note: earlier }),
      ...(span && { span }),
    });
  };
  const annotate = (to: JudgedRange | null | undefined) => {
    if (!to) return;
    setRange(to);
    setDraft(null);
  };
  const run = (command: AnnotateCommand, isRepeated: boolean) => {
    if (command === 'next') next();
    else if (command === 'undo') undo();
    else if (command === 'note') noteField.current?.focus();
    else if (isRepeated) return;
    else if (command === 'nextClip') onNextClip();
    else if ('range' in command) annotate(rangeOf(command.range));
    else say(command.answer);
  };

  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target instanceof Element && event.target.closest(TYPED_INTO)) return;
      const command = annotateCommandOf(event);
      if (command === null) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(command, event.repeat);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  const done = questions.filter(({ rationale }) => answers.has(rationale.id)).length;
  const left = questions.filter(({ rationale }) => !isSettled(rationale.id)).length;
  return (
    <>
      <AnnotateProgress
        done={done}
        of={done + left}
        skipped={questions.length - done - left}
        clips={annotations.clips}
        canUndo={undoable.length > 0}
        choices={choices}
        chosen={rangeKey(range)}
        onChoose={(key) => annotate(choices.find((choice) => choice.key === key)?.range)}
        onNext={next}
        onNextClip={onNextClip}
        onUndo={undo}
      />
      {question && (
        <QuestionCard
          question={question}
          skipped={skipped.get(question.rationale.id) ?? null}
          prompt={clip.prompt}
          own={own}
          marked={seenAt}
          note={note}
          noteField={noteField}
          onAnswer={say}
          onNote={setDraft}
          onSaveNote={saveNote}
          onSeek={onSeek}
        />
      )}
      {question && own && (
        <MachineAnswers review={review} range={range} rationale={question.rationale.id} onInspect={onInspect} />
      )}
      <QuestionList
        questions={questions}
        skipped={skipped}
        answers={answers}
        chosen={question?.rationale.id ?? null}
        onChoose={choose}
      />
    </>
  );
}
