import type { Answer } from '../verdict.ts';

/** Scales that ratings from elsewhere may be on. They are declared, never guessed from the values. */
export const IMPORT_SCALES = ['1-5', '0-1', '0/0.5/1', 'pass/partial/fail'] as const;
export type ImportScale = (typeof IMPORT_SCALES)[number];

export type ScaledValue =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly score: number | null }
  /** A value between the answers: it stays a score. */
  | { readonly kind: 'score'; readonly score: number };

const ANSWER_SCORES: Readonly<Record<Answer, number | null>> = { pass: 1, partial: 0.5, fail: 0, na: null };
const THREE_STEPS: Readonly<Record<string, Answer>> = { '0': 'fail', '0.5': 'partial', '1': 'pass' };
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/**
 * A value on the scale that was declared; `null` when it is not on it. Only the scales with three steps tell answers: 3 of 5 may be
 * a `partial` or not, and to take over the 1s, 3s and 5s alone would distort what was said.
 */
export function onImportScale(text: string, scale: ImportScale): ScaledValue | null {
  const value = text.trim();
  if (scale === 'pass/partial/fail') {
    const answer = { pass: 'pass', partial: 'partial', fail: 'fail', na: 'na', 'n/a': 'na' } as const;
    const word = value.toLowerCase();
    if (!Object.hasOwn(answer, word)) return null;
    const given = answer[word as keyof typeof answer]; // Just seen to be a key.
    return { kind: 'answer', answer: given, score: ANSWER_SCORES[given] };
  }
  if (!NUMBER.test(value)) return null;
  const number = Number(value);
  if (scale === '0/0.5/1') {
    const answer = THREE_STEPS[String(number)];
    return answer === undefined ? null : { kind: 'answer', answer, score: ANSWER_SCORES[answer] };
  }
  const [low, high] = scale === '0-1' ? [0, 1] : [1, 5];
  return number >= low && number <= high ? { kind: 'score', score: (number - low) / (high - low) } : null;
}
