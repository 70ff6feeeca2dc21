import type { Ref } from 'preact';
import type { OwnAnswer } from '../../../src/core/raterView.ts';
import type { TimeSpan } from '../../../src/core/time.ts';
import type { Answer } from '../../../src/core/verdict.ts';
import { Icon } from '../../ui/Icon.tsx';
import { inPageWords } from '../../ui/phrases.ts';
import { STRINGS } from '../../ui/strings.ts';
import { ANSWER_ICON } from '../severity.ts';
import { ANSWER_KEYS, type Question } from './questions.ts';
import { spanText } from './ranges.ts';

interface QuestionCardProps {
  readonly question: Question;
  /** Why the question does not seem to apply, or `null`. */
  readonly skipped: string | null;
  /** What the clip was generated from. */
  readonly prompt: string | null;
  readonly own: OwnAnswer | null;
  readonly marked: TimeSpan | null;
  readonly note: string;
  readonly noteField: Ref<HTMLInputElement>;
  readonly onAnswer: (answer: Answer) => void;
  readonly onNote: (note: string) => void;
  readonly onSaveNote: () => void;
  readonly onSeek: (time: number) => void;
}

const ANSWERS = ['pass', 'partial', 'fail', 'na'] as const;

/** The question at hand: what it asks, what each answer means, and what the rater said. */
export function QuestionCard(props: QuestionCardProps) {
  const { question, skipped, prompt, own, marked, note, noteField, onAnswer, onNote, onSaveNote, onSeek } = props;
  const { rationale, dimension, subDimension } = question;
  const meaning: Readonly<Record<Answer, string>> = {
    pass: rationale.pass,
    partial: rationale.partial,
    fail: rationale.fail,
    na: STRINGS.naMeaning,
  };
  const span = own?.word.span;
  const isNew = marked !== null && !(span && spanText(marked) === spanText(span));
  return (
    <div class="question-card">
      <p class="dim question-place">
        {dimension} › {subDimension}
      </p>
      <h3>{rationale.question}</h3>
      {skipped !== null && !own && (
        <p class="skipped-note">
          <Icon name="circle-slash" /> {STRINGS.skipped(inPageWords(skipped))}
        </p>
      )}
      {prompt !== null && rationale.needs.includes('prompt') && (
        <p class="prompt-line">
          <span class="dim">{STRINGS.prompt}</span> {prompt}
        </p>
      )}
      <fieldset class="answer-buttons" aria-label={STRINGS.yourAnswer}>
        {ANSWERS.map((answer) => (
          <button
            key={answer}
            type="button"
            class={`answer-button ${answer}`}
            aria-pressed={own?.answer === answer}
            onClick={() => onAnswer(answer)}
          >
            <kbd>{ANSWER_KEYS[answer]}</kbd>
            <Icon name={ANSWER_ICON[answer]} />
            <span class="answer-name">{STRINGS.answer[answer]}</span>
            <span class="answer-meaning">{meaning[answer]}</span>
          </button>
        ))}
      </fieldset>
      <label class="note-field">
        <kbd>T</kbd>
        <span>{STRINGS.note}</span>
        <input
          ref={noteField}
          type="text"
          maxLength={2000}
          value={note}
          placeholder={own ? '' : STRINGS.noteHelp}
          onInput={({ currentTarget }) => onNote(currentTarget.value)}
          onBlur={onSaveNote}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      </label>
      <p class="dim span-line">
        {isNew && marked ? STRINGS.spanFrom(spanText(marked)) : span ? '' : STRINGS.spanHelp}
        {span && (
          <>
            {isNew && ' · '}
            {STRINGS.spanKept}{' '}
            <button type="button" class="link-button" onClick={() => onSeek(span.start)}>
              {spanText(span)}
            </button>
          </>
        )}
        {own && own.changes > 0 && ` · ${STRINGS.changedMind(own.changes)}`}
      </p>
    </div>
  );
}
