import type { Finding } from '../../src/core/finding.ts';
import { isShown, SHOW_ALL_FINDINGS } from '../../src/core/findingFilter.ts';
import { isSuppressedBy } from '../../src/core/raterView.ts';
import { findingsOfReview } from '../../src/core/review.ts';
import type { PlayerSnapshot } from '../../src/protocol/messages.ts';

/** Findings to show, and how many only the filter hides. */
export interface ShownFindings {
  readonly shown: readonly Finding[];
  readonly hidden: number;
}

export const NO_FINDINGS: ShownFindings = { shown: [], hidden: 0 };

/** @param mayShow whether the rater may know of a finding. */
export function shownFindings(
  { taxonomy, review, annotations, showPasses, filter = SHOW_ALL_FINDINGS }: PlayerSnapshot,
  mayShow: (rationale: string) => boolean,
): ShownFindings {
  if (!review) return NO_FINDINGS;
  const isSuppressed = isSuppressedBy(annotations.words);
  const all = findingsOfReview(taxonomy, review, { passes: showPasses }).filter(
    (finding) => !isSuppressed(finding) && mayShow(finding.rationale),
  );
  const shown = all.filter((finding) => isShown(finding, filter));
  return { shown, hidden: all.length - shown.length };
}
