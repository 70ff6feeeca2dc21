import * as z from 'zod';
import type { CallUsage } from '../backend.ts';

const text = z.string().nullish();
const tokens = z.number().int().min(0);

const tokenSchema = z.object({
  token: z.string(),
  /** UTF-8; a token may end inside of a character. */
  bytes: z.array(z.number().int().min(0).max(255)).nullish(),
  top_logprobs: z.array(z.object({ token: z.string(), logprob: z.number() })),
});
export type ChunkToken = z.infer<typeof tokenSchema>;

const choiceSchema = z.object({
  delta: z
    .object({
      content: text,
      // What was thought before the answer; vLLM changed the name.
      reasoning_content: text,
      reasoning: text,
      refusal: text,
    })
    .nullish(),
  finish_reason: text,
  // Of use, but no part of the answer: what cannot be read is as good as not told.
  logprobs: z
    .object({ content: z.array(tokenSchema).nullish() })
    .nullish()
    .catch(null),
});

/** One piece of a streamed answer. */
export const chunkSchema = z.object({
  id: text,
  model: text,
  system_fingerprint: text,
  choices: z.array(choiceSchema).nullish(),
  usage: z
    .object({
      prompt_tokens: tokens,
      completion_tokens: tokens,
      prompt_tokens_details: z.object({ cached_tokens: tokens.nullish() }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
export type Chunk = z.infer<typeof chunkSchema>;

/** An error that came up when the answer had begun: `error` is an object or a sentence. */
export const errorChunkSchema = z.object({
  error: z.union([z.string(), z.looseObject({ code: z.number().int().min(400).max(599).nullish().catch(null) })]),
});

/** What a call took by a chunk's account; `null` when it has none. */
export function usageOf({ usage }: Chunk): CallUsage | null {
  if (!usage) return null;
  return {
    inputTokens: usage.prompt_tokens,
    cachedTokens: Math.min(usage.prompt_tokens, usage.prompt_tokens_details?.cached_tokens ?? 0),
    outputTokens: usage.completion_tokens,
  };
}
