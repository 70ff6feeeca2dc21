import type { CallUsage, ModelReply } from '../backend.ts';
import { reasonWord } from '../network/reasonWord.ts';
import { ConnectionError, type WireError, wireErrorOf } from '../network/wireError.ts';
import { extractObject } from '../protocol/strictJson.ts';
import { type Chunk, type ChunkToken, chunkSchema, errorChunkSchema, usageOf } from './chunk.ts';
import { probabilitiesOf } from './tokens.ts';

export interface ReplyOptions {
  /** All text of the answer so far, whenever there is more. */
  readonly onText?: (soFar: string) => void;
  /** Kept out of errors. */
  readonly secrets: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const FOREIGN = 'The answer is not what the server should speak.';

/** @throws ConnectionError; WireError when the server says that it failed. */
function chunkOf(data: string, { secrets, now }: ReplyOptions): Chunk {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw new ConnectionError(FOREIGN);
  }
  const failure = errorChunkSchema.safeParse(value);
  if (failure.success) throw streamedError(failure.data.error, data, { secrets, now });
  const chunk = chunkSchema.safeParse(value);
  if (!chunk.success) throw new ConnectionError(FOREIGN, { cause: chunk.error });
  return chunk.data;
}

function streamedError(
  error: string | { readonly code?: number | null | undefined },
  body: string,
  { secrets, now }: Pick<ReplyOptions, 'secrets' | 'now'>,
): WireError {
  const status = (typeof error === 'string' ? null : error.code) ?? 500;
  return wireErrorOf({ status, headers: new Headers(), body }, secrets, now());
}

interface Gathered {
  readonly text: string;
  readonly thoughts: string;
  readonly refusal: string;
  readonly finish: string | null;
  readonly tokens: readonly ChunkToken[];
}

function complete(text: string, tokens: readonly ChunkToken[], cautions: readonly string[] = []) {
  return { status: 'complete' as const, text, tokens: probabilitiesOf(tokens, text), cautions };
}

function outcomeOf({ text, thoughts, refusal, finish, tokens }: Gathered) {
  switch (finish) {
    case 'content_filter':
      return { status: 'blocked' as const, reason: 'The server keeps the answer back (content filter).' };
    case 'length': {
      const isThought = text.trim() === '' && thoughts.trim() !== '';
      const reason = isThought ? 'The model thought until its room was used up.' : 'The answer was cut short.';
      return { status: 'truncated' as const, reason };
    }
    case 'stop':
      if (text.trim() !== '') return complete(text, tokens);
      if (refusal.trim() !== '') return complete(refusal, []);
      // Servers that do not know where a model's thinking ends take the answer for a part of it.
      if (extractObject(thoughts).status === 'object')
        return complete(thoughts, tokens, ['The server took the answer for thinking; it was read from there.']);
      return { status: 'empty' as const, reason: 'The model answered nothing.' };
    case 'abort':
    case 'error':
      throw new ConnectionError('The server gave the answer up.');
    case null:
      if (text + thoughts + refusal !== '') throw new ConnectionError('The answer broke off.');
      return { status: 'empty' as const, reason: 'The model answered nothing.' };
    default:
      return { status: 'stopped' as const, reason: `The model stopped (${reasonWord(finish)}).` };
  }
}

/** Names of the model and of the build that serves it. */
function versionOf({ model, system_fingerprint: build }: Chunk): string | null {
  if (!model) return null;
  return build ? `${model} (${build})` : model;
}

/**
 * What came of the events of one answer.
 *
 * @param events the data of each, up to `[DONE]`; read to their end.
 * @throws ConnectionError when the stream ended before the model did; WireError when the server says that it failed; what the
 *   stream throws.
 */
export async function replyOf(events: AsyncIterable<string>, options: ReplyOptions): Promise<ModelReply> {
  let text = '';
  let thoughts = '';
  let refusal = '';
  let finish: string | null = null;
  const tokens: ChunkToken[] = [];
  let usage: CallUsage | null = null;
  let version: string | null = null;
  let response: string | null = null;
  let any = false;
  for await (const data of events) {
    if (data.trim() === '[DONE]') continue;
    const chunk = chunkOf(data, options);
    any = true;
    usage = usageOf(chunk) ?? usage;
    version = versionOf(chunk) ?? version;
    response = chunk.id ?? response;
    // The account of the call comes in a chunk without a choice.
    const choice = chunk.choices?.[0];
    if (!choice) continue;
    const more = choice.delta?.content ?? '';
    if (more !== '') {
      text += more;
      options.onText?.(text);
    }
    thoughts += choice.delta?.reasoning_content ?? choice.delta?.reasoning ?? '';
    refusal += choice.delta?.refusal ?? '';
    tokens.push(...(choice.logprobs?.content ?? []));
    finish = choice.finish_reason ?? finish;
  }
  if (!any) throw new ConnectionError(FOREIGN);
  return { usage, version, response, ...outcomeOf({ text, thoughts, refusal, finish, tokens }) };
}
