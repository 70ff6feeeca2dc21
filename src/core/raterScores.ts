import type { Annotation, Rating } from './annotation.ts';
import { currentAnnotations, currentRatings, inTime } from './annotations.ts';
import type { ClipHash } from './clip.ts';
import { ANSWER_VALUE } from './score.ts';
import { mean } from './stats/mean.ts';
import type { Taxonomy } from './taxonomy/model.ts';
import { dimensionsOf } from './taxonomy/walk.ts';

/** What one rater said of one clip as a whole, as scores 0…1. */
export interface RaterScores {
  readonly rater: string;
  readonly clip: { readonly hash: ClipHash; readonly path: string };
  /** By the id of a dimension, sub-dimension or rationale; what was not rated is not there. */
  readonly scores: ReadonlyMap<string, number>;
  /** What stands behind the score of a rationale, by its id. */
  readonly said: ReadonlyMap<string, Annotation | Rating>;
}

/** What all raters said of clips as wholes, and how many of their words count for nothing there. */
export interface RatedClips {
  readonly scores: readonly RaterScores[];
  /** Words about parts of clips. */
  readonly ranges: number;
  /** Words about questions that the taxonomy does not have. */
  readonly unknown: number;
}

/**
 * The scores of every rater for every clip, by the rule that judges are scored by: a sub-dimension is the mean of its answers, a
 * dimension the mean of its rated sub-dimensions. Where a rater scored a dimension or sub-dimension as such, that is their score.
 * Words about ranges and about questions that the taxonomy does not have are left out and counted.
 */
export function raterScores(taxonomy: Taxonomy, annotations: readonly Annotation[], ratings: readonly Rating[]): RatedClips {
  const current = [...currentAnnotations(annotations), ...currentRatings(ratings)];
  const whole = current.filter(({ range }) => range.whole);
  const dimensions = dimensionsOf(taxonomy);
  const subs = dimensions.flatMap(({ subDimensions }) => subDimensions);
  const ids = new Set([...dimensions, ...subs, ...subs.flatMap(({ rationales }) => rationales)].map(({ id }) => id));
  const known = whole.filter((line) => ids.has(subjectOf(line)));
  const scores = [...Map.groupBy(known, ({ rater, clip }) => `${clip.hash} ${rater}`).values()].flatMap((lines) => {
    const [first] = lines;
    if (first === undefined) return [];
    const own = new Map<string, number>();
    // In the order of time: a question may have been answered and scored.
    for (const line of inTime(lines)) {
      const value = 'subject' in line ? line.score : line.answer === 'na' ? null : ANSWER_VALUE[line.answer];
      if (value === null) own.delete(subjectOf(line));
      else own.set(subjectOf(line), value);
    }
    for (const dimension of dimensions) {
      for (const sub of dimension.subDimensions) settle(own, sub.id, sub.rationales);
      settle(own, dimension.id, dimension.subDimensions);
    }
    const said = new Map(lines.map((line) => [subjectOf(line), line]));
    return [{ rater: first.rater, clip: first.clip, scores: own, said }];
  });
  return { scores, ranges: current.length - whole.length, unknown: whole.length - known.length };
}

function subjectOf(line: Annotation | Rating): string {
  return 'subject' in line ? line.subject : line.rationale;
}

function settle(scores: Map<string, number>, id: string, parts: readonly { readonly id: string }[]): void {
  if (scores.has(id)) return;
  const value = mean(parts.flatMap((part) => scores.get(part.id) ?? []));
  if (value !== null) scores.set(id, value);
}
