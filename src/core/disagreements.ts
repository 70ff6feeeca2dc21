import type { ClipHash } from './clip.ts';
import type { RaterScores } from './raterScores.ts';
import { scoreOfAnswer } from './score.ts';
import { mean } from './stats/mean.ts';
import type { Taxonomy } from './taxonomy/model.ts';
import { dimensionsOf } from './taxonomy/walk.ts';
import type { TimeSpan } from './time.ts';
import type { RationaleAnswer, Verdict } from './verdict.ts';

/** Where the answers lie farthest apart. */
export interface Disagreement {
  readonly clip: { readonly hash: ClipHash; readonly path: string };
  /** Id of a rationale, or of what was scored as such. */
  readonly subject: string;
  readonly question: string;
  /** When it is seen or heard; `null` where nobody said. */
  readonly span: TimeSpan | null;
  /** The judge's score, `null` when raters alone are compared. */
  readonly judge: number | null;
  /** Each rater's score. */
  readonly raters: Readonly<Record<string, number>>;
  /** Judge from the raters' mean, or the farthest raters from each other; 0…1. */
  readonly distance: number;
}

const MOST_DISAGREEMENTS = 10;
/** Nearer than this is no disagreement worth a look. */
const LEAST_DISTANCE = 0.25;

/** The judge's side of one clip. */
export interface JudgedClip {
  readonly verdicts: readonly Verdict[];
  /** By the id of a dimension or sub-dimension. */
  readonly scores: ReadonlyMap<string, number>;
}

/**
 * The worst disagreements, worst first, about whatever raters spoke of.
 *
 * @param judged by clip; `null` compares raters alone.
 */
export function disagreementsOf(
  taxonomy: Taxonomy,
  scores: readonly RaterScores[],
  judged: ReadonlyMap<ClipHash, JudgedClip> | null,
): Disagreement[] {
  const subjects = subjectsOf(taxonomy);
  return [...Map.groupBy(scores, ({ clip }) => clip.hash).values()]
    .flatMap((ofClip) => disagreementsOnClip(subjects, ofClip, judged))
    .sort((a, b) => b.distance - a.distance || a.clip.path.localeCompare(b.clip.path) || a.subject.localeCompare(b.subject))
    .slice(0, MOST_DISAGREEMENTS);
}

/** What can be rated: its words, and the questions that it is made of. */
interface Subject {
  readonly question: string;
  readonly rationales: readonly string[];
}

function subjectsOf(taxonomy: Taxonomy): Map<string, Subject> {
  const subjects = new Map<string, Subject>();
  for (const dimension of dimensionsOf(taxonomy)) {
    for (const { id, title, rationales } of dimension.subDimensions) {
      for (const own of rationales) subjects.set(own.id, { question: own.question, rationales: [own.id] });
      subjects.set(id, { question: title, rationales: rationales.map((own) => own.id) });
    }
    const rationales = dimension.subDimensions.flatMap((sub) => sub.rationales.map(({ id }) => id));
    subjects.set(dimension.id, { question: dimension.title, rationales });
  }
  return subjects;
}

function disagreementsOnClip(
  subjects: ReadonlyMap<string, Subject>,
  ofClip: readonly RaterScores[],
  judged: ReadonlyMap<ClipHash, JudgedClip> | null,
): Disagreement[] {
  const [first] = ofClip;
  if (first === undefined) return [];
  const { clip } = first;
  const own = judged?.get(clip.hash);
  const answers = new Map(own?.verdicts.flatMap((verdict) => verdict.answers.map((answer) => [answer.rationale, answer])));
  const said = new Set(ofClip.flatMap((rated) => [...rated.said.keys()]));
  return [...said].flatMap((subject) => {
    const raters = scoresOn(subject, ofClip);
    const values = Object.values(raters);
    const raterMean = mean(values);
    const answer = answers.get(subject);
    const judge = answer ? scoreOfAnswer(answer) : (own?.scores.get(subject) ?? null);
    if (raterMean === null || (judged !== null && judge === null)) return [];
    const distance = judge === null ? Math.max(...values) - Math.min(...values) : Math.abs(judge - raterMean);
    if (distance < LEAST_DISTANCE) return [];
    const { question = subject, rationales = [] } = subjects.get(subject) ?? {};
    const seen = worstObservation(rationales.flatMap((id) => answers.get(id) ?? []));
    const span = seen ?? ofClip.flatMap((rated) => rated.said.get(subject)?.span ?? [])[0] ?? null;
    return [{ clip, subject, question, span, judge, raters, distance }];
  });
}

/** What each rater said himself, of those who did. */
function scoresOn(subject: string, ofClip: readonly RaterScores[]): Record<string, number> {
  return Object.fromEntries(
    ofClip.flatMap(({ rater, scores, said }) => {
      const score = said.has(subject) ? scores.get(subject) : undefined;
      return score === undefined ? [] : [[rater, score] as const];
    }),
  );
}

/** When the judge saw the worst of it. A whole that was rated as such has no time of its own, and what passes shows everywhere. */
function worstObservation(answers: readonly RationaleAnswer[]): TimeSpan | null {
  const seen = answers.flatMap((answer) => {
    const [score, span] = [scoreOfAnswer(answer), answer.observations[0]?.span];
    return score === null || span === undefined ? [] : [{ span, score }];
  });
  return seen.toSorted((a, b) => a.score - b.score)[0]?.span ?? null;
}
