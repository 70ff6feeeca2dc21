import type { Finding, FindingSeverity } from '../../core/finding.ts';
import { type FindingFilter, isShown, worstSeverity } from '../../core/findingFilter.ts';
import type { Coverage } from '../../core/score.ts';

/** What there is to tell about a judged clip in one line or one badge. */
export interface ClipState {
  /** Number of faults that the user's filter lets through. */
  readonly shown: number;
  /** Number of faults that it hides. */
  readonly hidden: number;
  /** Number of faults that the user suppressed. */
  readonly suppressed: number;
  /** The loudest severity among the faults that are shown, or `null` without one. */
  readonly worst: FindingSeverity | null;
  /** Nothing of it may be told: the user annotates. */
  readonly blind?: true;
  /** Of the clip as a whole; `null` when only ranges of it were judged. */
  readonly coverage: Coverage | null;
}

/** The state of a clip while its user annotates. */
export const HIDDEN_STATE: ClipState = { shown: 0, hidden: 0, suppressed: 0, worst: null, blind: true, coverage: null };

/** @param findings of the clip, before the filter, without those that the user suppressed. */
export function clipStateOf(
  findings: readonly Finding[],
  suppressed: readonly Finding[],
  filter: FindingFilter,
  coverage: Coverage | null,
): ClipState {
  const faults = findings.filter(isFault);
  const shown = faults.filter((finding) => isShown(finding, filter));
  return {
    shown: shown.length,
    hidden: faults.length - shown.length,
    suppressed: suppressed.filter(isFault).length,
    worst: worstSeverity(shown),
    coverage,
  };
}

/** No judge found a fault, whether it is shown or not. */
export function nothingFound({ shown, hidden, suppressed }: ClipState): boolean {
  return shown + hidden + suppressed === 0;
}

/** Nothing found is only good news about a clip that was judged as a whole. */
export function isClean(state: ClipState): boolean {
  return nothingFound(state) && state.coverage !== null && state.coverage.answered > 0;
}

const isFault = ({ answer }: Finding) => answer !== 'pass';
