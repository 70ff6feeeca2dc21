import type { Finding } from '../../src/core/finding.ts';
import { isShown, SHOW_ALL_FINDINGS } from '../../src/core/findingFilter.ts';
import { isSuppressedBy } from '../../src/core/raterView.ts';
import { findingsOfReview } from '../../src/core/review.ts';
import type { PlayerSnapshot } from '../../src/protocol/messages.ts';
import type { Annotating } from './annotate/useAnnotating.ts';

/** Findings to show, and how many only the filter hides. */
export interface ShownFindings {
  readonly shown: readonly Finding[];
  readonly hidden: number;
}

export const NO_FINDINGS: ShownFindings = { shown: [], hidden: 0 };

/** Findings of what may be shown to somebody who annotates, or to everybody else. */
export function shownFindings(
  { taxonomy, review, annotations, showPasses, filter = SHOW_ALL_FINDINGS }: PlayerSnapshot,
  { mayShow, visible }: Pick<Annotating, 'mayShow' | 'visible'>,
): ShownFindings {
  if (!review) return NO_FINDINGS;
  const isSuppressed = isSuppressedBy(annotations.words);
  const all = findingsOfReview(taxonomy, visible(review), { passes: showPasses }).filter(
    (finding) => !isSuppressed(finding) && mayShow(finding.rationale),
  );
  const shown = all.filter((finding) => isShown(finding, filter));
  return { shown, hidden: all.length - shown.length };
}
