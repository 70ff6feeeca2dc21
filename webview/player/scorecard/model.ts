import { type Review, rangeKey, verdictsByJudge } from '../../../src/core/review.ts';
import type { JudgedRange, Verdict } from '../../../src/core/verdict.ts';

/** What one judge said about one range: one column of the scorecard. */
export interface ScorecardChoice {
  readonly key: string;
  readonly range: JudgedRange;
  readonly judge: string;
  readonly verdicts: readonly Verdict[];
}

/** Every range × judge of a review, the whole clip first, within a range the judge that measures first. */
export function choicesOf(review: Review): ScorecardChoice[] {
  return review.ranges.flatMap(({ range, verdicts }) =>
    [...verdictsByJudge({ verdicts })].map(([judge, own]) => ({
      key: `${rangeKey(range)} ${judge}`,
      range,
      judge,
      verdicts: own,
    })),
  );
}

/** What all judges said about the range of `choice`. */
export function besides(choices: readonly ScorecardChoice[], { range }: ScorecardChoice): ScorecardChoice[] {
  return choices.filter((other) => rangeKey(other.range) === rangeKey(range));
}

/** Pixels that names and questions need beside the columns, and that a column needs. */
const NAMES_WIDTH = 190;
const COLUMN_WIDTH = 66;

/** Whether so many judges have room side by side. */
export function fitsBeside(judges: number, width: number): boolean {
  return judges <= 1 || width >= NAMES_WIDTH + judges * COLUMN_WIDTH;
}

/** Key of the scorecard that a finding belongs to, or `null` when it belongs to none. */
export function choiceHolding(review: Review, finding: string): string | null {
  const holds = ({ verdicts }: ScorecardChoice) => verdicts.some(({ id }) => finding.startsWith(`${id}/`));
  return choicesOf(review).find(holds)?.key ?? null;
}

/** Key of the first scorecard on a range, or `null` when the range was not judged. */
export function choiceOn(review: Review, range: JudgedRange): string | null {
  return choicesOf(review).find((choice) => rangeKey(choice.range) === rangeKey(range))?.key ?? null;
}

/** Key of the scorecard with the youngest of the verdicts that `after` adds to `before`, or `null` when it adds none. */
export function newlyJudged(before: Review, after: Review): string | null {
  const known = new Set(before.ranges.flatMap(({ verdicts }) => verdicts.map(({ id }) => id)));
  const added = choicesOf(after).flatMap(({ key, verdicts }) =>
    verdicts.flatMap(({ id, createdAt }) => (known.has(id) ? [] : [{ key, createdAt: Date.parse(createdAt) }])),
  );
  return added.sort((a, b) => b.createdAt - a.createdAt)[0]?.key ?? null;
}
