import type { Aspect, Dimension, Stage, SubDimension, Taxonomy } from './taxonomy/model.ts';
import type { Answer, RationaleAnswer, Verdict } from './verdict.ts';

/** What an answer counts; `na` counts nothing. */
export const ANSWER_VALUE: Readonly<Record<Exclude<Answer, 'na'>, number>> = { pass: 1, partial: 0.5, fail: 0 };

/** How much of what was asked was answered. Rationales answered `na` are in neither number: the question did not arise. */
export interface Coverage {
  readonly answered: number;
  readonly asked: number;
}

/** A score with its coverage. `value` is 0…1, or `null` for "not judged"; it is never 0 for lack of an answer. */
export interface Score {
  readonly value: number | null;
  readonly coverage: Coverage;
}

export interface ScoredNode {
  readonly id: string;
  readonly title: string;
  readonly level: 'stage' | 'aspect' | 'dimension' | 'sub-dimension';
  readonly score: Score;
  readonly children: readonly ScoredNode[];
  /** Answers of a sub-dimension, in taxonomy order; empty on other levels. */
  readonly answers: readonly RationaleAnswer[];
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What an answer scores, or the mean of its samples; `null` for `na`. */
export function scoreOfAnswer({ answer, sampled }: RationaleAnswer): number | null {
  return answer === 'na' ? null : (sampled?.value ?? ANSWER_VALUE[answer]);
}

/** What was answered of everything a scorecard asks. */
export function totalCoverage(card: readonly ScoredNode[]): Coverage {
  return card.reduce(
    (sum, { score }) => ({ answered: sum.answered + score.coverage.answered, asked: sum.asked + score.coverage.asked }),
    { answered: 0, asked: 0 },
  );
}

function combine(children: readonly ScoredNode[]): Score {
  return {
    value: mean(children.flatMap((child) => (child.score.value === null ? [] : [child.score.value]))),
    coverage: totalCoverage(children),
  };
}

function scoreSubDimension(sub: SubDimension, answers: ReadonlyMap<string, RationaleAnswer>): ScoredNode {
  const given = sub.rationales.flatMap((rationale) => answers.get(rationale.id) ?? []);
  const counted = given.flatMap((answer) => scoreOfAnswer(answer) ?? []);
  const notApplicable = given.length - counted.length;
  return {
    id: sub.id,
    title: sub.title,
    level: 'sub-dimension',
    score: { value: mean(counted), coverage: { answered: counted.length, asked: sub.rationales.length - notApplicable } },
    children: [],
    answers: given,
  };
}

function scoreParent(
  node: Pick<Dimension | Aspect | Stage, 'id' | 'title'>,
  level: ScoredNode['level'],
  children: readonly ScoredNode[],
): ScoredNode {
  return { id: node.id, title: node.title, level, score: combine(children), children, answers: [] };
}

/**
 * The scorecard of one range: stage › aspect › dimension › sub-dimension.
 * A sub-dimension scores the mean of its answers (pass 1, partial 0.5, fail 0, or the mean of several samples); every level above it the mean of its
 * judged children, so that a sub-dimension with many questions does not outweigh one with few.
 *
 * @param verdicts current verdicts of one judge on one range; at most one per dimension.
 */
export function scorecard(taxonomy: Taxonomy, verdicts: readonly Verdict[]): ScoredNode[] {
  const answers = new Map(verdicts.flatMap((verdict) => verdict.answers.map((answer) => [answer.rationale, answer] as const)));
  return taxonomy.stages.map((stage) =>
    scoreParent(
      stage,
      'stage',
      stage.aspects.map((aspect) =>
        scoreParent(
          aspect,
          'aspect',
          aspect.dimensions.map((dimension) =>
            scoreParent(
              dimension,
              'dimension',
              dimension.subDimensions.map((sub) => scoreSubDimension(sub, answers)),
            ),
          ),
        ),
      ),
    ),
  );
}

/** `87`: how every surface prints a score's value 0…1. */
export function formatPoints(value: number): string {
  return String(Math.round(value * 100));
}

/** `3 of 12 answered`: how every surface prints coverage in English. */
export function formatCoverage({ answered, asked }: Coverage): string {
  return `${answered} of ${asked} answered`;
}
