import * as z from 'zod';
import { measurementSchema, timeSpanSchema } from './measurement.ts';
import { modelRecordSchema } from './modelRecord.ts';

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

/** Several draws of one answer. */
export const sampledSchema = z.object({
  /** How many samples gave each answer; with probabilities, how much of the weight lies on each. */
  votes: z.object({ pass: z.number().min(0), partial: z.number().min(0), fail: z.number().min(0), na: z.number().min(0) }),
  /** Mean score 0…1 over the votes that are not `na`; `null` when all are. */
  value: z.number().min(0).max(1).nullable(),
});
export type Sampled = z.infer<typeof sampledSchema>;

export const rationaleAnswerSchema = z.object({
  /** Rationale id. */
  rationale: z.string(),
  answer: answerSchema,
  /** Why, in one plain sentence. */
  reason: z.string(),
  /** In time order. A `fail` or `partial` has at least one. */
  observations: z.array(observationSchema),
  /** How several samples, or the model's own probabilities, spread over the answers; `answer` is the one nearest to the mean. */
  sampled: sampledSchema.optional(),
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

/** How sure a judge says it is. */
export const uncertaintySchema = z.enum(['low', 'medium', 'high']);
export type Uncertainty = z.infer<typeof uncertaintySchema>;

/** How a model came to its answers on one sub-dimension, in the order in which it reasons. */
export const reasoningSchema = z.object({
  /** Sub-dimension id. */
  subDimension: z.string(),
  /** What it saw and heard, in time order. */
  evidence: z.array(observationSchema),
  rationale: z.string(),
  /** What it held against its own reasoning. */
  reflection: z.string(),
  uncertainty: uncertaintySchema,
});
export type Reasoning = z.infer<typeof reasoningSchema>;

/**
 * Why something a model said is no answer. `unsupported`: without an observation that lies in the clip. `contradiction`: against
 * its own observations. `split`: the samples do not even agree on whether the question applies.
 */
export const openQuestionSchema = z.object({
  /** Rationale id. */
  rationale: z.string(),
  why: z.enum(['unsupported', 'contradiction', 'split']),
  /** One plain sentence. */
  reason: z.string(),
});
export type OpenQuestion = z.infer<typeof openQuestionSchema>;

/** Why a dimension could not be judged. */
export const failureKindSchema = z.enum([
  'truncated',
  'blocked',
  'refused',
  'empty',
  'invalid',
  'contradiction',
  'unreachable',
  'budget',
  'internal',
]);
export type FailureKind = z.infer<typeof failureKindSchema>;

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
  /** Corrections of the shots inside the range that the judge went by; without it, by the shots as they are detected. */
  shotEdits: z.object({ added: z.array(z.number()), removed: z.array(z.number()) }).optional(),
  status: z.enum(['answered', 'unanswered', 'failed']),
  /** Why the status is what it is, when it is not `answered`. */
  statusReason: z.string().optional(),
  /** What kind of failure it was; failures from before this was recorded have none. */
  failure: failureKindSchema.optional(),
  /** Ids of every rationale that was asked, answered or not: the denominator of coverage. */
  asked: z.array(z.string()),
  answers: z.array(rationaleAnswerSchema),
  reasoning: z.array(reasoningSchema).optional(),
  open: z.array(openQuestionSchema).optional(),
  /** Places where something in the material seems to speak to the judge instead of the viewer. */
  suspicions: z.array(observationSchema).optional(),
  model: modelRecordSchema.optional(),
  /** In the order of the questions; judges that measure nothing have none. */
  proxies: z.array(proxyReadingSchema).optional(),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
});
export type Verdict = z.infer<typeof verdictSchema>;
