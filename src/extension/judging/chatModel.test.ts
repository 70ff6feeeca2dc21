import { beforeEach, expect, it, vi } from 'vitest';
import type { ChatPart } from '../../judges/vscodeLm/vscodeLmBackend.ts';
import { chatModelOf, chatModels } from './chatModel.ts';

/** What the editor offers, and what its models do. */
const editor = vi.hoisted(() => {
  class LanguageModelError extends Error {
    static NoPermissions(): void {}
    static NotFound(): void {}
    readonly code: string;
    constructor(code: string, message = '') {
      super(message);
      this.code = code;
    }
  }
  type Send = (messages: unknown, options: unknown, token: { readonly cancelled: () => boolean }) => Promise<unknown>;
  return { LanguageModelError, sends: new Map<string, Send>() };
});

/** The part of VS Code that this needs. */
vi.mock('vscode', () => ({
  l10n: { t: (text: string, ...values: readonly unknown[]) => text.replace('{0}', String(values[0])) },
  lm: {
    selectChatModels: async () =>
      [...editor.sends].map(([id, sendRequest]) => ({ vendor: 'house', id, name: `Model ${id}`, sendRequest })),
  },
  LanguageModelError: editor.LanguageModelError,
  LanguageModelTextPart: class {
    readonly value: string;
    constructor(value: string) {
      this.value = value;
    }
  },
  LanguageModelDataPart: { image: (data: Uint8Array, mime: string) => ({ data, mime }) },
  LanguageModelChatMessage: { User: (content: unknown) => ({ content }) },
  CancellationTokenSource: class {
    #cancelled = false;
    readonly token = { cancelled: () => this.#cancelled };
    cancel() {
      this.#cancelled = true;
    }
    dispose() {}
  },
}));

const PARTS: readonly ChatPart[] = [
  { kind: 'text', text: 'Look.' },
  { kind: 'jpeg', jpeg: Uint8Array.of(1) },
];

async function* pieces(...texts: readonly string[]) {
  yield* texts;
}

async function heardOf(id: string | null, signal = new AbortController().signal): Promise<string[]> {
  const heard: string[] = [];
  for await (const piece of await (await chatModelOf(id)).send(PARTS, signal)) heard.push(piece);
  return heard;
}

beforeEach(() => editor.sends.clear());

it('offers what the editor has, by vendor and id, and takes the first where none was picked', async () => {
  editor.sends.set('a', async () => ({ text: pieces('from a') }));
  editor.sends.set('b', async () => ({ text: pieces('from b') }));
  expect(await chatModels()).toEqual([
    { id: 'house/a', title: 'Model a' },
    { id: 'house/b', title: 'Model b' },
  ]);
  expect([await heardOf(null), await heardOf('house/b')]).toEqual([['from a'], ['from b']]);
});

it('sends one message of the user with the frames as pictures', async () => {
  const sent: unknown[] = [];
  editor.sends.set('a', async (messages) => {
    sent.push(messages);
    return { text: pieces('one', 'two') };
  });
  expect(await heardOf('house/a')).toEqual(['one', 'two']);
  expect(sent).toEqual([[{ content: [{ value: 'Look.' }, { data: Uint8Array.of(1), mime: 'image/jpeg' }] }]]);
});

it('says so when the model is not there', async () => {
  await expect(chatModelOf('house/gone')).rejects.toMatchObject({ code: 'judge/model' });
});

it.each([
  ['NoPermissions', '', 'judge/not-allowed'],
  ['NotFound', '', 'judge/model'],
  ['Blocked', '', 'judge/rejected'],
  ['Unknown', 'You have exceeded your quota', 'judge/quota'],
  ['Unknown', 'images are not supported', 'judge/rejected'],
])('tells %s (%s) as %s', async (code, message, expected) => {
  editor.sends.set('a', async () => {
    throw new editor.LanguageModelError(code, message);
  });
  await expect(heardOf('house/a')).rejects.toMatchObject({ code: expected });
});

it('tells an answer that breaks off midway, and stays silent when it was cancelled', async () => {
  const abort = new AbortController();
  editor.sends.set('breaks', async () => ({
    text: (async function* () {
      yield 'one';
      throw new editor.LanguageModelError('Unknown', 'rate limit');
    })(),
  }));
  await expect(heardOf('house/breaks')).rejects.toMatchObject({ code: 'judge/quota' });
  editor.sends.set('cancelled', async (_messages, _options, token) => {
    abort.abort();
    expect(token.cancelled()).toBe(true);
    throw new Error('Canceled');
  });
  await expect(heardOf('house/cancelled', abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
