import * as z from 'zod';

/** What a model was charged with, summed over all calls of a verdict. Calls that answer several verdicts are shared out evenly. */
export const usageSchema = z.object({
  calls: z.number().min(0),
  inputTokens: z.number().min(0),
  /** Part of `inputTokens` that the provider had kept from an earlier call. */
  cachedTokens: z.number().min(0),
  /** Answers and thinking. */
  outputTokens: z.number().min(0),
  /** US dollars by the price table of that day; `null` when the model is not in it. */
  cost: z.object({ usd: z.number().min(0), asOf: z.string() }).nullable(),
});
export type Usage = z.infer<typeof usageSchema>;

/** How a model was asked: the provenance of a verdict. */
export const modelRecordSchema = z.object({
  /** `gemini`, `openai`, `vscode-lm`. */
  backend: z.string(),
  /** Scheme, host and port of the endpoint; `editor` for models that the editor offers. */
  origin: z.string(),
  /** As it was asked for. */
  model: z.string(),
  /** As the provider says it answered, one for each version that did. */
  versions: z.array(z.string()),
  /** The provider's ids of the answers. */
  responses: z.array(z.string()),
  /** `null` when the backend does not tell. */
  usage: usageSchema.nullable(),
  samples: z.number().int().min(1),
  /** What of the clip was sent. */
  footage: z.object({
    kind: z.enum(['video', 'frames']),
    /** Frames a second that the model was told to look at; of single frames, their mean. */
    frameRate: z.number().min(0),
    /** Pixels. */
    longSide: z.number().min(0),
    withAudio: z.boolean(),
    bytes: z.number().min(0),
  }),
  /** Sentences about what makes these answers less comparable or less certain. Usually none. */
  cautions: z.array(z.string()),
});
export type ModelRecord = z.infer<typeof modelRecordSchema>;
