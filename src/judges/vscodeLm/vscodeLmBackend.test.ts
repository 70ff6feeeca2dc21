import { expect, it } from 'vitest';
import type { ModelCall } from '../backend.ts';
import { type ChatModel, type ChatPart, createVscodeLmBackend } from './vscodeLmBackend.ts';

const jpeg = Uint8Array.of(0xff, 0xd8);
const CALL: ModelCall = {
  system: 'You judge.',
  parts: [
    { kind: 'text', text: '[t=0.500s]' },
    { kind: 'frame', frame: { time: 0.5, jpeg } },
  ],
  schema: { type: 'object' },
  seed: null,
  outputTokens: 100,
  thinking: 'low',
};

function modelSaying(pieces: readonly string[], sent: (readonly ChatPart[])[] = []): ChatModel {
  return {
    id: 'copilot/some',
    async send(parts) {
      sent.push(parts);
      return (async function* () {
        yield* pieces;
      })();
    },
  };
}

it('sends rules, labelled frames and schema as one message, and gives the text as it arrives', async () => {
  const sent: (readonly ChatPart[])[] = [];
  const heard: string[] = [];
  const session = createVscodeLmBackend(modelSaying(['{"a":', '1}'], sent)).open();
  const reply = await session.ask(CALL, { signal: new AbortController().signal, onText: (text) => heard.push(text) });
  expect(reply).toMatchObject({ status: 'complete', text: '{"a":1}', usage: null });
  expect(heard).toEqual(['{"a":', '{"a":1}']);
  expect(sent).toEqual([
    [
      { kind: 'text', text: 'You judge.' },
      { kind: 'text', text: '[t=0.500s]' },
      { kind: 'jpeg', jpeg },
      { kind: 'text', text: expect.stringMatching(/JSON[\s\S]*\{"type":"object"\}/) },
    ],
  ]);
});

it('takes silence for no answer', async () => {
  const session = createVscodeLmBackend(modelSaying([' ', '\n'])).open();
  expect(await session.ask(CALL, { signal: new AbortController().signal })).toMatchObject({ status: 'empty' });
});

it('stops listening when it is cancelled', async () => {
  const abort = new AbortController();
  const session = createVscodeLmBackend(modelSaying(['a', 'b', 'c'])).open();
  const heard: string[] = [];
  const asked = session.ask(CALL, {
    signal: abort.signal,
    onText: (text) => {
      heard.push(text);
      abort.abort();
    },
  });
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  expect(heard).toEqual(['a']);
});

it('is marked as no match for other judges, and left out of batches', () => {
  const { capabilities, caution, maximumFrames } = createVscodeLmBackend(modelSaying([]));
  expect({ batch: capabilities.batch, video: capabilities.video, maximumFrames }).toEqual({
    batch: false,
    video: false,
    maximumFrames: 16,
  });
  expect(caution).toMatch(/not comparable/);
});
