import * as z from 'zod';
import { measurementSchema, timeSpanSchema } from './measurement.ts';

/** `na` = the question does not apply; it is left out of every mean and of coverage. */
export const answerSchema = z.enum(['pass', 'partial', 'fail', 'na']);
export type Answer = z.infer<typeof answerSchema>;

/** What the judge saw or heard, with its span in seconds of clip time. */
export const observationSchema = z.object({
  span: timeSpanSchema,
  text: z.string(),
  /** The number behind the observation, when it was measured. */
  measurement: measurementSchema.optional(),
});
export type Observation = z.infer<typeof observationSchema>;

export const rationaleAnswerSchema = z.object({
  /** Rationale id. */
  rationale: z.string(),
  answer: answerSchema,
  /** Why, in one plain sentence. */
  reason: z.string(),
  /** In time order. A `fail` or `partial` has at least one. */
  observations: z.array(observationSchema),
});
export type RationaleAnswer = z.infer<typeof rationaleAnswerSchema>;

/** A measurement that hints at a question without being able to answer it: shown beside the question, never scored. */
export const proxyReadingSchema = z.object({
  /** Rationale id. */
  rationale: z.string(),
  /** What was measured, in one plain sentence. */
  reading: z.string(),
  /** In time order; the first one covers the whole range. */
  observations: z.array(observationSchema),
});
export type ProxyReading = z.infer<typeof proxyReadingSchema>;

/** The part of a clip that was judged. `whole` tells a verdict on the clip from one on a range that happens to be as long. */
export const judgedRangeSchema = z.object({
  whole: z.boolean(),
  span: timeSpanSchema,
});
export type JudgedRange = z.infer<typeof judgedRangeSchema>;

const judgeIdentitySchema = z.object({
  /** `signals`, `gemini`, … */
  id: z.string(),
  /** SHA-256 over everything that could change an answer: backend, model version, prompt, schema, taxonomy, sampling. */
  fingerprint: z.string(),
});

/** What lay beside the clip when it was judged: SHA-256 of the prompt's text and of the reference's bytes. */
const besideSchema = z.object({ prompt: z.string().nullable(), reference: z.string().nullable() });
export type Beside = z.infer<typeof besideSchema>;

/**
 * One judge's answers for one dimension of one range: the unit of the run journal, one line each.
 * `unanswered`: the judge has nothing to say about this dimension; recorded so that coverage can count it.
 */
export const verdictSchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  run: z.string(),
  clip: z.object({
    hash: z.string(),
    /** Workspace-relative path with forward slashes, as shown; the hash is the identity. */
    path: z.string(),
  }),
  range: judgedRangeSchema,
  dimension: z.string(),
  judge: judgeIdentitySchema,
  /** What else the judge was given; verdicts from before this was recorded were given nothing that counts. */
  beside: besideSchema.optional(),
  status: z.enum(['answered', 'unanswered', 'failed']),
  /** Why the status is what it is, when it is not `answered`. */
  statusReason: z.string().optional(),
  /** Ids of every rationale that was asked, answered or not: the denominator of coverage. */
  asked: z.array(z.string()),
  answers: z.array(rationaleAnswerSchema),
  /** In the order of the questions; judges that measure nothing have none. */
  proxies: z.array(proxyReadingSchema).optional(),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
});
export type Verdict = z.infer<typeof verdictSchema>;
