import * as z from 'zod';
import type { Taxonomy } from './taxonomy/model.ts';
import { dimensionsOf, rationalesOf } from './taxonomy/walk.ts';
import { answerSchema } from './verdict.ts';

/** How experts answered about another clip, which is told in words: a model sees by it where they draw the lines. */
export const exemplarSchema = z.strictObject({
  /** Dimension id. */
  dimension: z.string(),
  /** What that clip shows and sounds like, in a sentence or two. */
  description: z.string().trim().min(1).max(2000),
  answers: z
    .array(
      z.strictObject({
        /** Rationale id. */
        rationale: z.string(),
        answer: answerSchema,
        /** Why, in one sentence. */
        reason: z.string().trim().min(1).max(1000),
      }),
    )
    .min(1),
});
export type Exemplar = z.infer<typeof exemplarSchema>;

/** `.evalverse/exemplars.json`. */
export const exemplarsFileSchema = z.strictObject({ schema: z.literal(1), exemplars: z.array(exemplarSchema) });

/** Sentences about exemplars that answer no question of the taxonomy; none when all do. */
export function exemplarProblems(taxonomy: Taxonomy, exemplars: readonly Exemplar[]): string[] {
  const questions = new Map(
    dimensionsOf(taxonomy).map((dimension) => [dimension.id, rationalesOf(dimension).map(({ id }) => id)]),
  );
  return exemplars.flatMap(({ dimension, answers }, index) => {
    const known = questions.get(dimension);
    if (!known) return [`Exemplar ${index + 1}: there is no dimension "${dimension}".`];
    return answers.flatMap(({ rationale }) =>
      known.includes(rationale) ? [] : [`Exemplar ${index + 1}: "${dimension}" has no question "${rationale}".`],
    );
  });
}
