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

/**
 * One rater's score on a finer scale than the answers have, mostly for a whole dimension or sub-dimension of one clip: another kind of
 * line of the same file. It is never spread over the questions below. Of several about the same range and subject the last one counts.
 */
export const ratingSchema = annotationSchema.omit({ rationale: true, answer: true, about: true }).extend({
  /** Id of a dimension, sub-dimension or rationale. */
  subject: z.string(),
  /** 0…1; `null` takes back what this rater said before. */
  score: z.number().min(0).max(1).nullable(),
});
export type Rating = z.infer<typeof ratingSchema>;

/** Windows gives these names to devices, whatever their ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Why a pseudonym cannot name a file on every system, in a sentence; `null` when it can. */
export function raterProblem(rater: string): string | null {
  if (rater.length === 0 || rater.length > 64) return 'A rater needs a name of 1 to 64 characters.';
  if (rater !== rater.normalize('NFC') || !/^[\p{L}\p{N}_]([\p{L}\p{M}\p{N} ._-]*[\p{L}\p{M}\p{N}_-])?$/u.test(rater))
    return 'The name of a rater is made of letters, digits, "_", "-", and, inside it, spaces and ".".';
  return DEVICE.test(rater) ? `"${rater}" is a name that Windows keeps for a device.` : null;
}
