import type { Finding, FindingSeverity } from '../../core/finding.ts';
import { type FindingFilter, isShown, worstSeverity } from '../../core/findingFilter.ts';
import type { Coverage } from '../../core/score.ts';

/** What there is to tell about a judged clip in one line or one badge. */
export interface ClipState {
  /** Number of faults that the user's filter lets through. */
  readonly shown: number;
  /** Number of faults that it hides. */
  readonly hidden: number;
  /** The loudest severity among the faults that are shown, or `null` without one. */
  readonly worst: FindingSeverity | null;
  /** Nothing of it may be told: the user annotates. */
  readonly blind?: true;
  /** Of the clip as a whole; `null` when only ranges of it were judged. */
  readonly coverage: Coverage | null;
}

/** The state of a clip while its user annotates. */
export const HIDDEN_STATE: ClipState = { shown: 0, hidden: 0, worst: null, blind: true, coverage: null };

/** @param findings of the clip, before the filter. */
export function clipStateOf(findings: readonly Finding[], filter: FindingFilter, coverage: Coverage | null): ClipState {
  const faults = findings.filter(({ answer }) => answer !== 'pass');
  const shown = faults.filter((finding) => isShown(finding, filter));
  return { shown: shown.length, hidden: faults.length - shown.length, worst: worstSeverity(shown), coverage };
}

/** No fault is only good news about a clip that was judged as a whole, and only when the filter hides none. */
export function isClean({ shown, hidden, coverage }: ClipState): boolean {
  return shown + hidden === 0 && coverage !== null && coverage.answered > 0;
}
