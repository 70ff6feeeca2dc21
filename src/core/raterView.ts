import type { Annotation } from './annotation.ts';
import { annotationHistory, currentAnnotations, currentStances, suppressions } from './annotations.ts';
import { type Finding, findingsOf } from './finding.ts';
import type { Need } from './needs.ts';
import { type Review, rangeKey } from './review.ts';
import type { Taxonomy } from './taxonomy/model.ts';
import { dimensionsOf, rationalesOf } from './taxonomy/walk.ts';
import type { Answer, JudgedRange, Verdict } from './verdict.ts';

/** What a rater says about one clip, without who, when and what file. */
export type Word = Pick<Annotation, 'range' | 'rationale' | 'answer' | 'note' | 'span' | 'about'>;

/** What one rater answers about one rationale now. */
export interface OwnAnswer {
  readonly answer: Answer;
  readonly word: Annotation;
  /** How often it was another answer before. */
  readonly changes: number;
}

/** The answers of one rater about one range of one clip that count now, by rationale. */
export function ownAnswers(words: readonly Annotation[], range: JudgedRange): Map<string, OwnAnswer> {
  const key = rangeKey(range);
  const current = currentAnnotations(words).filter((word) => rangeKey(word.range) === key);
  return new Map(
    current.map((word) => {
      const answers = annotationHistory(words, word).flatMap(({ answer, about }) => (answer === null && about ? [] : [answer]));
      const changes = answers.filter((answer, index) => index > 0 && answer !== answers[index - 1]).length;
      return [word.rationale, { answer: word.answer, word, changes }] as const;
    }),
  );
}

/** How far a rater has come: answered questions, and how many there are to answer. */
export interface OwnProgress {
  readonly done: number;
  readonly of: number;
}

/** What the clip as a whole does not bring. */
type Unmet = Pick<ReadonlySet<Need>, 'has'>;

/** How many of the questions that apply to a clip as a whole a rater answered; one that he answered all the same counts as well. */
export function ownProgress(taxonomy: Taxonomy, words: readonly Annotation[], unmet: Unmet): OwnProgress {
  const answered = new Set(currentAnnotations(words).flatMap(({ range, rationale }) => (range.whole ? [rationale] : [])));
  const rationales = dimensionsOf(taxonomy).flatMap(rationalesOf);
  const done = rationales.filter(({ id }) => answered.has(id)).length;
  const open = rationales.filter(({ id, needs }) => !answered.has(id) && !needs.some((need) => unmet.has(need))).length;
  return { done, of: done + open };
}

/** What a rater said last about a finding, or about the same judge's earlier answer to the same question; `null` for nothing. */
export function stanceOn(
  words: readonly Annotation[],
  finding: Pick<Finding, 'rationale' | 'judge' | 'clipHash'>,
): ReturnType<typeof currentStances>[number] | null {
  const about = (word: Annotation) =>
    word.about?.judge === finding.judge && word.rationale === finding.rationale && word.clip.hash === finding.clipHash;
  return currentStances(words).findLast(about) ?? null;
}

/** Tells the findings that a rater does not want to see any more. Judging again does not bring them back. */
export function isSuppressedBy(words: readonly Annotation[]): (finding: Finding) => boolean {
  const keyOf = (clip: string, rationale: string, judge: string) => JSON.stringify([clip, rationale, judge]);
  const gone = new Set(suppressions(words).map(({ clip, rationale, about }) => keyOf(clip.hash, rationale, about.judge)));
  return ({ clipHash, rationale, judge }) => gone.has(keyOf(clipHash, rationale, judge));
}

/** The finding with this id and the verdict that it comes from, whatever is filtered; `null` when the review does not hold it. */
export function findingWithId(
  taxonomy: Taxonomy,
  review: Review,
  id: string,
): { readonly finding: Finding; readonly verdict: Verdict } | null {
  for (const verdict of review.ranges.flatMap(({ verdicts }) => verdicts)) {
    if (!id.startsWith(`${verdict.id}/`)) continue;
    const finding = findingsOf(taxonomy, [verdict], { passes: true }).find((one) => one.id === id);
    if (finding) return { finding, verdict };
  }
  return null;
}

function again({ range, rationale, answer, note, span, about }: Word): Word {
  return { range, rationale, answer, ...(note !== undefined && { note }), ...(span && { span }), ...(about && { about }) };
}

/**
 * The words by which a rater takes back his answer to a question, or his stance on what one judge found there with the answer that he
 * gave by it. Taking back takes everything that was said there, so what still holds is said again.
 *
 * @param words of the rater about the clip.
 */
export function takingBack(
  words: readonly Annotation[],
  place: Pick<Word, 'range' | 'rationale'>,
  what: { readonly kind: 'answer' } | { readonly kind: 'stance'; readonly judge: string },
): Word[] {
  const isThere = ({ range, rationale }: Word) => rationale === place.rationale && rangeKey(range) === rangeKey(place.range);
  const isOfStance = ({ about }: Word) => what.kind === 'stance' && about?.judge === what.judge;
  const rest = what.kind === 'stance' ? words.filter((word) => !isOfStance(word)) : [];
  const answer = ownAnswers(rest, place.range).get(place.rationale)?.word;
  const stances = currentStances(words).filter((word) => isThere(word) && !isOfStance(word));
  return [
    { range: place.range, rationale: place.rationale, answer: null },
    ...stances.map((word) => again({ ...word, answer: null })),
    ...(answer ? [again({ ...answer, about: undefined })] : []),
  ];
}
