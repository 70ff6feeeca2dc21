import { type Need, whyNotApplicable } from '../../../src/core/needs.ts';
import type { Rationale, Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { dimensionsOf } from '../../../src/core/taxonomy/walk.ts';
import type { Answer } from '../../../src/core/verdict.ts';
import type { EvaluationKind } from '../evaluationRange.ts';

/** A question with its place in the taxonomy. */
export interface Question {
  readonly rationale: Rationale;
  readonly subDimension: string;
  readonly dimension: string;
}

/** Every question in taxonomy order. */
export function questionsOf(taxonomy: Taxonomy): Question[] {
  return dimensionsOf(taxonomy).flatMap((dimension) =>
    dimension.subDimensions.flatMap((subDimension) =>
      subDimension.rationales.map((rationale) => ({
        rationale,
        subDimension: subDimension.title,
        dimension: dimension.title,
      })),
    ),
  );
}

/** Id of the next question after `current` that is not settled, from the start again behind the last; `null` when all are. */
export function nextUnanswered(
  questions: readonly Question[],
  isSettled: (rationale: string) => boolean,
  current: string | null,
): string | null {
  const ids = questions.map(({ rationale }) => rationale.id);
  const at = current === null ? -1 : ids.indexOf(current);
  const inTurn = [...ids.slice(at + 1), ...ids.slice(0, at + 1)];
  return inTurn.find((id) => !isSettled(id)) ?? null;
}

/** Questions that the clip does not bring what they need for, by id with the reason. They can be answered all the same. */
export function skippedQuestions(questions: readonly Question[], unmet: ReadonlyMap<Need, string>): Map<string, string> {
  return new Map(
    questions.flatMap(({ rationale }) => {
      const why = whyNotApplicable(rationale, unmet);
      return why === null ? [] : [[rationale.id, why] as const];
    }),
  );
}

/** What a key does in annotate mode. */
export type AnnotateCommand =
  | { readonly answer: Answer }
  | { readonly range: EvaluationKind }
  | 'next'
  | 'nextClip'
  | 'undo'
  | 'note';

export const ANSWER_KEYS: Readonly<Record<Answer, string>> = { pass: '1', partial: '2', fail: '3', na: '4' };

const COMMANDS: Readonly<Record<string, AnnotateCommand>> = {
  Digit1: { answer: 'pass' },
  Digit2: { answer: 'partial' },
  Digit3: { answer: 'fail' },
  Digit4: { answer: 'na' },
  Numpad1: { answer: 'pass' },
  Numpad2: { answer: 'partial' },
  Numpad3: { answer: 'fail' },
  Numpad4: { answer: 'na' },
};
const LETTERS: Readonly<Record<string, AnnotateCommand>> = {
  n: 'next',
  u: 'undo',
  t: 'note',
  w: { range: 'clip' },
  s: { range: 'shot' },
  x: { range: 'range' },
};

/**
 * The command of a key press in annotate mode, or `null`. Figures go by their place, since some keyboards need Shift for them;
 * letters by what they write.
 */
export function annotateCommandOf(
  press: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): AnnotateCommand | null {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (ctrlKey || metaKey || altKey) return null;
  if (shiftKey) return key.toLowerCase() === 'n' ? 'nextClip' : null;
  return COMMANDS[code] ?? LETTERS[key.toLowerCase()] ?? null;
}
