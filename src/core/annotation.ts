import * as z from 'zod';
import { timeSpanSchema } from './measurement.ts';
import { answerSchema, judgedRangeSchema } from './verdict.ts';

/** How a rater's word relates to what a judge found. `suppress`: true or not, it is not worth showing for this clip. */
export const stanceSchema = z.enum(['agree', 'disagree', 'suppress']);
export type Stance = z.infer<typeof stanceSchema>;

/**
 * One word of one rater about one rationale of one clip: a line of `.evalverse/annotations/<rater>.jsonl`. Lines are only ever
 * appended; of several about the same range and rationale the last one counts, and the others are the history of a change of mind.
 */
export const annotationSchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  /** Pseudonym, also the name of the file. */
  rater: z.string(),
  clip: z.object({ hash: z.string(), path: z.string() }),
  range: judgedRangeSchema,
  /** Rationale id. */
  rationale: z.string(),
  /** `null` takes back what this rater said before, and is what `agree` and `suppress` may leave open. */
  answer: answerSchema.nullable(),
  note: z.string().optional(),
  /** Where it is seen or heard, in seconds of clip time. */
  span: timeSpanSchema.optional(),
  /** The finding that this is a word about. */
  about: z.object({ verdict: z.string(), judge: z.string(), fingerprint: z.string(), stance: stanceSchema }).optional(),
  /** Where it was taken over from, e.g. a CSV file and its line. */
  source: z.string().optional(),
});
export type Annotation = z.infer<typeof annotationSchema>;
