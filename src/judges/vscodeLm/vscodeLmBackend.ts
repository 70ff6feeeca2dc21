import type { AskOptions, JudgeBackend, ModelCall, ModelReply } from '../backend.ts';

/** One piece of a message to a chat model. */
export type ChatPart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'jpeg'; readonly jpeg: Uint8Array };

/** A chat model that the editor offers, in the few words that are needed of it. */
export interface ChatModel {
  /** As the editor names it, e.g. `copilot/gpt-5`. */
  readonly id: string;
  /**
   * Sends one user message; resolves to the answer as it arrives.
   *
   * @throws EvalVerseError `judge/not-allowed`, `judge/model`, `judge/rejected`, `judge/quota`; an abort when `signal` is aborted.
   */
  send(parts: readonly ChatPart[], signal: AbortSignal): Promise<AsyncIterable<string>>;
}

/** More pictures than this are refused by most of the models that editors offer. */
const MOST_FRAMES = 16;

/**
 * The editor's own chat models as a judge: they see single frames, hear nothing, take neither schema nor seed and tell neither
 * version nor usage, and their quota is the user's chat's.
 */
export function createVscodeLmBackend(model: ChatModel): JudgeBackend {
  return {
    id: 'vscode-lm',
    model: model.id,
    origin: 'editor',
    capabilities: { video: false, audio: false, jsonSchema: false, logprobs: false, seed: false, batch: false, usage: false },
    partOrder: 'question-first',
    maximumFrames: MOST_FRAMES,
    caution: 'Preview: judged by a chat model of the editor from a few single frames; not comparable with other judges.',
    settings: {},
    open: () => ({ ask: (call, options) => ask(model, call, options), close: async () => [] }),
  };
}

async function ask(model: ChatModel, call: ModelCall, { signal, onText }: AskOptions): Promise<ModelReply> {
  let text = '';
  for await (const piece of await model.send(messageOf(call), signal)) {
    signal.throwIfAborted();
    text += piece;
    onText?.(text);
  }
  const unknown = { usage: null, version: null, response: null };
  if (text.trim() === '') return { ...unknown, status: 'empty', reason: `${model.id} answered with nothing.` };
  return { ...unknown, status: 'complete', text, tokens: null };
}

/** Rules and schema travel in the message itself, for there is no other place for them. */
function messageOf({ system, parts, schema }: ModelCall): ChatPart[] {
  const shape = `Answer with one JSON object and nothing else. It must match this JSON schema:\n${JSON.stringify(schema)}`;
  const shown = parts.map((part): ChatPart => {
    if (part.kind === 'text') return part;
    if (part.kind === 'frame') return { kind: 'jpeg', jpeg: part.frame.jpeg };
    throw new TypeError(`chat models of the editor take no ${part.kind}`);
  });
  return [{ kind: 'text', text: system }, ...shown, { kind: 'text', text: shape }];
}
