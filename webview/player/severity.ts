import type { FindingSeverity } from '../../src/core/finding.ts';
import type { Answer } from '../../src/core/verdict.ts';
import type { CodiconName } from '../ui/Icon.tsx';

/** Severity and answer are told by shape as well as by colour, and no shape is used for both. */
export const SEVERITY_ICON: Readonly<Record<FindingSeverity, CodiconName>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'lightbulb',
};

export const ANSWER_ICON: Readonly<Record<Answer, CodiconName>> = {
  pass: 'pass-filled',
  partial: 'color-mode',
  fail: 'close',
  na: 'circle-slash',
};
