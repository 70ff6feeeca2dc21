import type { Finding, FindingSeverity } from '../../core/finding.ts';
import { legible } from '../../core/legible.ts';
import { formatTime } from '../../core/time.ts';
import type { Answer, Uncertainty } from '../../core/verdict.ts';
import type { StateWords } from './stateText.ts';

/** The words for findings, in the user's language. */
export interface FindingsWords extends StateWords {
  readonly severity: Readonly<Record<FindingSeverity | 'pass' | 'suspicion', string>>;
  readonly suppressed: (count: number) => string;
  readonly detail: DetailWords;
}

/** The words about what stands behind a finding. */
export interface DetailWords {
  readonly answer: Readonly<Record<Answer, string>>;
  readonly sureness: Readonly<Record<Uncertainty, string>>;
  readonly question: (text: string) => string;
  readonly reason: (text: string) => string;
  readonly reflection: (text: string) => string;
  readonly howSure: (text: string) => string;
  readonly votes: (votes: number, samples: number, answer: string) => string;
  readonly weight: (percent: number, answer: string) => string;
  /** From which values on a measurement is a fault. */
  readonly limits: (faultWhen: 'above' | 'below', partial: string, fail: string) => string;
}

/** How a finding is called: by its severity, and a pass or a suspicion by its name. */
export function findingWord(
  { answer, severity }: Pick<Finding, 'answer' | 'severity'>,
  { severity: words }: FindingsWords,
): string {
  return words[answer === 'pass' || answer === 'suspicion' ? answer : severity];
}

/** `0:02.000 – 0:03.000`, or one time for a span without length. */
export function formatSpan({ span }: Pick<Finding, 'span'>): string {
  return span.end > span.start ? `${formatTime(span.start)} – ${formatTime(span.end)}` : formatTime(span.start);
}

/**
 * What a judge wrote may span lines; a finding must not. Nor does it hold control characters, or marks of direction that would
 * turn round the words beside it.
 */
export function oneLine(text: string): string {
  return legible(text).replace(/\s+/g, ' ').trim();
}
