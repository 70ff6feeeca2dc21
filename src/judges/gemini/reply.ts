import * as z from 'zod';
import type { CallUsage, ModelReply } from '../backend.ts';
import { reasonWord } from '../network/reasonWord.ts';
import { ConnectionError } from '../network/wireError.ts';

const tokens = z.number().int().min(0).default(0);
const chunkSchema = z.object({
  candidates: z
    .array(
      z.object({
        content: z
          .object({ parts: z.array(z.object({ text: z.string().optional(), thought: z.boolean().optional() })).optional() })
          .optional(),
        finishReason: z.string().optional(),
      }),
    )
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z
    .object({
      promptTokenCount: tokens,
      cachedContentTokenCount: tokens,
      candidatesTokenCount: tokens,
      thoughtsTokenCount: tokens,
    })
    .optional(),
  modelVersion: z.string().optional(),
  responseId: z.string().optional(),
});
type Chunk = z.infer<typeof chunkSchema>;

/** Reasons for which the provider keeps an answer back on principle: nothing is reworded to get around them. */
const BLOCKING = new Set(['SAFETY', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII', 'IMAGE_SAFETY', 'IMAGE_PROHIBITED_CONTENT']);

function usageOf(chunk: Chunk): CallUsage | null {
  const usage = chunk.usageMetadata;
  if (!usage) return null;
  return {
    inputTokens: usage.promptTokenCount,
    cachedTokens: usage.cachedContentTokenCount,
    outputTokens: usage.candidatesTokenCount + usage.thoughtsTokenCount,
  };
}

function textOf(chunk: Chunk): string {
  const parts = chunk.candidates?.[0]?.content?.parts ?? [];
  return parts.map(({ text, thought }) => (thought ? '' : (text ?? ''))).join('');
}

interface Gathered {
  readonly text: string;
  readonly finish: string | null;
  readonly blocked: string | null;
  readonly thoughts: number;
}

function outcomeOf({ text, finish, blocked, thoughts }: Gathered) {
  if (blocked !== null)
    return { status: 'blocked' as const, reason: `The provider does not take this material (${reasonWord(blocked)}).` };
  if (finish === 'STOP') {
    if (text.trim() === '') return { status: 'empty' as const, reason: 'The model answered nothing.' };
    return { status: 'complete' as const, text, tokens: null };
  }
  if (finish === 'MAX_TOKENS' || finish === 'CONTINUATION') {
    const reason =
      text.trim() === '' && thoughts > 0 ? 'The model thought until its room was used up.' : 'The answer was cut short.';
    return { status: 'truncated' as const, reason };
  }
  if (finish !== null && BLOCKING.has(finish))
    return { status: 'blocked' as const, reason: `The provider keeps the answer back (${reasonWord(finish)}).` };
  if (finish !== null) return { status: 'stopped' as const, reason: `The model stopped (${reasonWord(finish)}).` };
  if (text === '') return { status: 'empty' as const, reason: 'The model answered nothing.' };
  throw new ConnectionError('The answer broke off.');
}

/**
 * What came of the chunks of one answer.
 *
 * @param onText all text so far, whenever there is more.
 * @throws ConnectionError when the stream ended before the model did; what the stream throws.
 */
export async function replyOf(chunks: AsyncIterable<unknown>, onText?: (soFar: string) => void): Promise<ModelReply> {
  let text = '';
  let finish: string | null = null;
  let blocked: string | null = null;
  let thoughts = 0;
  let usage: CallUsage | null = null;
  let version: string | null = null;
  let response: string | null = null;
  let any = false;
  for await (const value of chunks) {
    const parsed = chunkSchema.safeParse(value);
    if (!parsed.success) throw new ConnectionError('The answer is not what the provider speaks.', { cause: parsed.error });
    const chunk = parsed.data;
    any = true;
    const more = textOf(chunk);
    if (more !== '') {
      text += more;
      onText?.(text);
    }
    finish = chunk.candidates?.[0]?.finishReason ?? finish;
    blocked = chunk.promptFeedback?.blockReason ?? blocked;
    thoughts = chunk.usageMetadata?.thoughtsTokenCount ?? thoughts;
    usage = usageOf(chunk) ?? usage;
    version = chunk.modelVersion ?? version;
    response = chunk.responseId ?? response;
  }
  if (!any) throw new ConnectionError('The answer is not what the provider speaks.');
  return { usage, version, response, ...outcomeOf({ text, finish, blocked, thoughts }) };
}
