import { type Finding, findingsOf, SUSPICION } from '../../../src/core/finding.ts';
import type { RangeReview, Review } from '../../../src/core/review.ts';
import { saidTitles } from '../../../src/core/saidReview.ts';
import type { Rationale, SubDimension, Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { dimensionsOf } from '../../../src/core/taxonomy/walk.ts';
import type { Observation, OpenQuestion, Reasoning, Verdict } from '../../../src/core/verdict.ts';
import { type VoteSpread, voteSpread } from '../../../src/core/votes.ts';
import { inPageWords } from '../../ui/phrases.ts';
import type { Said } from '../scorecard/sayings.ts';

/** What the detail card is about: a finding, or all that one verdict says about one rationale. */
export type DetailSubject =
  | { readonly kind: 'finding'; readonly finding: string }
  | { readonly kind: 'answer'; readonly verdict: string; readonly rationale: string };

/** Everything that stands behind one answer. Texts of judges are plain text. */
export interface Detail {
  /** Id of the finding, or of the first one of the answer; `null` for what is none. */
  readonly finding: string | null;
  readonly rationale: string;
  readonly mark: Said['mark'] | 'suspicion';
  readonly severity: Finding['severity'] | null;
  /** Title of the sub-dimension. */
  readonly title: string;
  /** `null` for a suspicion: nobody was asked. */
  readonly question: string | null;
  /** What was seen: of a finding its own, else all of the answer's. */
  readonly observations: readonly Observation[];
  /** Why the answer is what it is; empty where the observation says all. */
  readonly reason: string;
  readonly reasoning: Reasoning | null;
  readonly votes: VoteSpread | null;
  /** What of the same sub-dimension stayed without an answer, and why. */
  readonly open: readonly (OpenQuestion & { readonly question: string })[];
  /** What was measured about the question without being able to answer it. */
  readonly measured: readonly string[];
  readonly verdict: Verdict;
}

/** Without what is about the other questions of the same sub-dimension as well: a rater has not answered them yet. */
export function ofQuestionAlone(detail: Detail): Detail {
  return { ...detail, reasoning: null, open: [] };
}

interface Place {
  readonly rationale: Rationale;
  readonly subDimension: SubDimension;
}

function placeOf(taxonomy: Taxonomy, id: string): Place | null {
  for (const { subDimensions } of dimensionsOf(taxonomy)) {
    for (const subDimension of subDimensions) {
      const rationale = subDimension.rationales.find((one) => one.id === id);
      if (rationale) return { rationale, subDimension };
    }
  }
  return null;
}

interface Found {
  readonly range: RangeReview;
  readonly verdict: Verdict;
}

function verdictWhere(review: Review, matches: (verdict: Verdict) => boolean): Found | null {
  for (const range of review.ranges) {
    const verdict = range.verdicts.find(matches);
    if (verdict) return { range, verdict };
  }
  return null;
}

/** The detail behind `subject`, or `null` when the review holds it no more. */
export function detailOf(taxonomy: Taxonomy, review: Review, subject: DetailSubject): Detail | null {
  if (subject.kind === 'answer') {
    const found = verdictWhere(review, ({ id }) => id === subject.verdict);
    return found && answerDetail(taxonomy, found, subject.rationale, null);
  }
  const found = verdictWhere(review, ({ id }) => subject.finding.startsWith(`${id}/`));
  const finding = found && findingsOf(taxonomy, [found.verdict], { passes: true }).find(({ id }) => id === subject.finding);
  if (!found || !finding) return null;
  if (finding.rationale === SUSPICION) return suspicionDetail(found.verdict, saidTitles(finding, inPageWords));
  return answerDetail(taxonomy, found, finding.rationale, finding);
}

function suspicionDetail(verdict: Verdict, { id, span, message, severity, subDimension }: Finding): Detail {
  return {
    finding: id,
    rationale: SUSPICION,
    mark: 'suspicion',
    severity,
    title: subDimension.title,
    question: null,
    observations: [{ span, text: message }],
    reason: '',
    reasoning: null,
    votes: null,
    open: [],
    measured: [],
    verdict,
  };
}

function answerDetail(taxonomy: Taxonomy, { range, verdict }: Found, id: string, finding: Finding | null): Detail | null {
  const place = placeOf(taxonomy, id);
  const given = verdict.answers.find(({ rationale }) => rationale === id);
  const unanswered = given ? undefined : verdict.open?.find(({ rationale }) => rationale === id);
  if (!place || !(given || unanswered)) return null;
  const { rationale, subDimension } = place;
  const seen: readonly Observation[] = finding
    ? [{ span: finding.span, text: finding.message, ...(finding.measurement && { measurement: finding.measurement }) }]
    : (given?.observations ?? []);
  const reason = given?.reason ?? unanswered?.reason ?? '';
  const severity = findingsOf(taxonomy, [verdict], { passes: false }).find((one) => one.rationale === id)?.severity ?? null;
  const questions = new Map(subDimension.rationales.map((one) => [one.id, one.question] as const));
  return {
    finding: finding?.id ?? (given && given.answer !== 'na' ? `${verdict.id}/${id}/0` : null),
    rationale: id,
    mark: given?.answer ?? 'open',
    severity,
    title: subDimension.title,
    question: rationale.question,
    observations: seen,
    reason: seen.some(({ text }) => text === reason) ? '' : reason,
    reasoning: verdict.reasoning?.find((one) => one.subDimension === subDimension.id) ?? null,
    votes: given?.sampled ? voteSpread(given.sampled.votes) : null,
    open: (verdict.open ?? []).flatMap((open) => {
      const question = questions.get(open.rationale);
      return question === undefined || open === unanswered ? [] : [{ ...open, question }];
    }),
    measured: range.verdicts.flatMap(({ proxies = [] }) =>
      proxies.flatMap((proxy) => (proxy.rationale === id ? [proxy.reading] : [])),
    ),
    verdict,
  };
}
