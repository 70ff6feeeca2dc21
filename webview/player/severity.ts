import type { Finding, FindingSeverity } from '../../src/core/finding.ts';
import type { Answer } from '../../src/core/verdict.ts';
import type { CodiconName } from '../ui/Icon.tsx';
import { STRINGS } from '../ui/strings.ts';

/** Severity and answer are told by shape as well as by colour, and no shape is used for both. */
const SEVERITY_ICON: Readonly<Record<FindingSeverity, CodiconName>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'lightbulb',
};

/** `open`: something was said that could not be taken for an answer. */
export const ANSWER_ICON: Readonly<Record<Answer | 'open', CodiconName>> = {
  pass: 'pass-filled',
  partial: 'color-mode',
  fail: 'close',
  na: 'circle-slash',
  open: 'question',
};

type Marked = Pick<Finding, 'answer' | 'severity'>;

export function findingIcon({ answer, severity }: Marked): CodiconName {
  return answer === 'suspicion' ? 'shield' : SEVERITY_ICON[severity];
}

/** The CSS class that gives a finding its colour. */
export function findingTone({ answer, severity }: Marked): FindingSeverity | 'suspicion' {
  return answer === 'suspicion' ? 'suspicion' : severity;
}

export function findingWord({ answer, severity }: Marked): string {
  return answer === 'suspicion' ? STRINGS.suspicion : STRINGS.severity[severity];
}
