import type { Finding } from '../../src/core/finding.ts';
import { isShown, SHOW_ALL_FINDINGS } from '../../src/core/findingFilter.ts';
import { isSuppressedBy } from '../../src/core/raterView.ts';
import { findingsOfReview, type Review } from '../../src/core/review.ts';
import { saidTitles } from '../../src/core/saidReview.ts';
import { isOutdated, NO_SHOT_EDITS, type ShotEdits } from '../../src/core/shotCorrections.ts';
import type { PlayerSnapshot } from '../../src/protocol/messages.ts';
import { inPageWords } from '../ui/phrases.ts';
import type { Annotating } from './annotate/useAnnotating.ts';

/** Findings to show, and how many are kept from being shown. */
export interface ShownFindings {
  readonly shown: readonly Finding[];
  /** Hidden by the filter alone. */
  readonly hidden: number;
  readonly suppressed: number;
  /** Ids of those that were found on other shots than there are now. */
  readonly outdated: ReadonlySet<string>;
}

export const NO_FINDINGS: ShownFindings = { shown: [], hidden: 0, suppressed: 0, outdated: new Set() };

/** Findings of what may be shown to somebody who annotates, or to everybody else. */
export function shownFindings(
  { taxonomy, review, analysis, annotations, showPasses, filter = SHOW_ALL_FINDINGS }: PlayerSnapshot,
  { mayShow, visible }: Pick<Annotating, 'mayShow' | 'visible'>,
): ShownFindings {
  if (!review) return NO_FINDINGS;
  const isSuppressed = isSuppressedBy(annotations.words);
  const told = findingsOfReview(taxonomy, visible(review), { passes: showPasses }).filter(({ rationale }) => mayShow(rationale));
  const all = told.filter((finding) => !isSuppressed(finding));
  const shown = all.filter((finding) => isShown(finding, filter)).map((finding) => saidTitles(finding, inPageWords));
  const outdated = outdatedAmong(shown, review, analysis?.shotEdits ?? NO_SHOT_EDITS);
  return { shown, hidden: all.length - shown.length, suppressed: told.length - all.length, outdated };
}

function outdatedAmong(findings: readonly Finding[], { ranges }: Review, edits: ShotEdits): ReadonlySet<string> {
  const verdicts = ranges.flatMap((range) => range.verdicts).filter((verdict) => isOutdated(verdict, edits));
  const ids = new Set(verdicts.map(({ id }) => id));
  return new Set(findings.flatMap(({ id, rationale }) => (ids.has(id.slice(0, id.lastIndexOf(`/${rationale}/`))) ? id : [])));
}
