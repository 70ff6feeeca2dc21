import { type Finding, findingsOf } from './finding.ts';
import type { Taxonomy } from './taxonomy/model.ts';
import { overlap } from './time.ts';
import type { JudgedRange, Verdict } from './verdict.ts';

/** The current verdicts on one range of a clip, at most one per dimension and judge. */
export interface RangeReview {
  readonly range: JudgedRange;
  readonly verdicts: readonly Verdict[];
}

/** All current verdicts for one clip: the whole clip first when it was judged, then ranges by start and end. */
export interface Review {
  readonly clipHash: string;
  readonly ranges: readonly RangeReview[];
}

/** Verdicts of one judge with equal keys and dimensions answer the same question. */
export function rangeKey({ whole, span }: JudgedRange): string {
  return whole ? 'clip' : `${span.start.toFixed(6)}-${span.end.toFixed(6)}`;
}

/** The verdicts of each judge that speaks in a range, by the judge's id; the one that measures comes first. */
export function verdictsByJudge({ verdicts }: Pick<RangeReview, 'verdicts'>): Map<string, readonly Verdict[]> {
  const judges = Map.groupBy(verdicts, ({ judge }) => judge.id);
  const inOrder = [...judges].sort(([a], [b]) => Number(b === 'signals') - Number(a === 'signals') || a.localeCompare(b));
  return new Map(inOrder);
}

/** The verdicts on the clip as a whole, which its scores are made of; none when only ranges were judged. */
export function clipVerdicts({ ranges }: Review): readonly Verdict[] {
  return ranges.find(({ range }) => range.whole)?.verdicts ?? [];
}

/** A judge that failed said nothing, so that it takes nothing back: only without another verdict is a failure current. */
function supersedes(verdict: Verdict, held: Verdict): boolean {
  if ((verdict.status === 'failed') !== (held.status === 'failed')) return held.status === 'failed';
  return Date.parse(held.createdAt) <= Date.parse(verdict.createdAt);
}

/**
 * The current review of a clip out of everything the journal holds on it: of several verdicts of one judge on the same
 * dimension and range the youngest that did not fail.
 *
 * @param verdicts all verdicts on one clip, in any order.
 */
export function reviewOf(clipHash: string, verdicts: readonly Verdict[]): Review {
  const current = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    const key = `${rangeKey(verdict.range)} ${verdict.dimension} ${verdict.judge.id}`;
    const held = current.get(key);
    if (!held || supersedes(verdict, held)) current.set(key, verdict);
  }
  const byRange = Map.groupBy(current.values(), (verdict) => rangeKey(verdict.range));
  const ranges = [...byRange.values()].flatMap((group) => (group[0] ? [{ range: group[0].range, verdicts: group }] : []));
  ranges.sort(
    ({ range: a }, { range: b }) => Number(b.whole) - Number(a.whole) || a.span.start - b.span.start || a.span.end - b.span.end,
  );
  return { clipHash, ranges };
}

/**
 * The findings of a clip over all judged ranges, in time order, each fault once: a range repeats what the verdict on the
 * whole clip already says about the same rationale at the same time, so its repetition is left out. A `pass` never hides a
 * fault, nor a fault a `pass`.
 */
export function findingsOfReview(taxonomy: Taxonomy, review: Review, options: { passes: boolean }): Finding[] {
  const kept: Finding[] = [];
  for (const { verdicts } of review.ranges) {
    const known = [...kept];
    for (const finding of findingsOf(taxonomy, verdicts, options)) {
      const repeated = known.some(
        (other) =>
          other.rationale === finding.rationale &&
          other.judge === finding.judge &&
          (other.answer === 'pass') === (finding.answer === 'pass') &&
          overlap(other.span, finding.span),
      );
      if (!repeated) kept.push(finding);
    }
  }
  return kept.sort((a, b) => a.span.start - b.span.start || a.rationale.localeCompare(b.rationale));
}
