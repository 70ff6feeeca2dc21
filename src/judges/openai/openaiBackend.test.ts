import { describe, expect, it, vi } from 'vitest';
import { chunkOf } from '../../../test/fakes/openaiReplies.ts';
import type { ModelCall } from '../backend.ts';
import { SCHEMA, testCall, testVideo, untouched } from '../gemini/testBackend.ts';
import { createGuardedFetch } from '../network/guardedFetch.ts';
import { createOpenaiBackend } from './openaiBackend.ts';
import { startTestOpenai } from './testBackend.ts';

const ABOUT = { clip: 'c0ffee', dimensions: ['camera.focus'] };
const VIDEO = `data:video/mp4;base64,${Buffer.from(testVideo().bytes).toString('base64')}`;
const WAV = Uint8Array.of(82, 73, 70, 70);

function callOf(...parts: ModelCall['parts']): ModelCall {
  return { ...testCall(), parts };
}

const framesAndSound = callOf(
  { kind: 'text', text: '[t=0.500s]' },
  { kind: 'frame', frame: { time: 0.5, jpeg: Uint8Array.of(255, 216) } },
  { kind: 'audio', audio: { bytes: WAV, mimeType: 'audio/wav', duration: 1 } },
  { kind: 'text', text: 'Is it sharp?' },
);

describe('a question to a server of the dialect', () => {
  it('carries video, frame rate, schema, seed and probabilities as vLLM takes them', async () => {
    const { backend, server } = await startTestOpenai();
    const reply = await backend.open().ask(testCall(), { signal: untouched() });
    expect(reply).toMatchObject({ status: 'complete', version: 'qwen3-vl-8b (b9554)', response: 'chatcmpl-1', cautions: [] });
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer test-key', 'content-type': 'application/json' });
    expect(server.requests[0]?.body).toEqual({
      model: 'qwen3-vl-8b',
      messages: [
        { role: 'system', content: 'You look at films.' },
        {
          role: 'user',
          content: [
            { type: 'video_url', video_url: { url: VIDEO } },
            { type: 'text', text: 'Is it sharp?' },
          ],
        },
      ],
      stream: true,
      max_tokens: 2_000,
      stream_options: { include_usage: true },
      response_format: { type: 'json_schema', json_schema: { name: 'judgement', strict: true, schema: SCHEMA } },
      seed: 11,
      logprobs: true,
      top_logprobs: 10,
      reasoning_effort: 'low',
      media_io_kwargs: { video: { num_frames: -1 } },
      mm_processor_kwargs: { fps: 8, do_sample_frames: true },
    });
  });

  it('tells SGLang the frame rate beside the address', async () => {
    const { backend, server } = await startTestOpenai({ server: 'sglang' });
    await backend.open().ask(testCall(), { signal: untouched() });
    expect(server.requests[0]?.body).toMatchObject({
      messages: [{}, { content: [{ type: 'video_url', video_url: { url: VIDEO, fps: 8 } }, {}] }],
    });
    expect(server.requests[0]?.body).not.toHaveProperty('mm_processor_kwargs');
  });

  it('shows frames after their times, and sound as the server takes it', async () => {
    const partsFor = async (kind: 'llamacpp' | 'sglang') => {
      const { backend, server } = await startTestOpenai({ server: kind, hears: true });
      await backend.open().ask(framesAndSound, { signal: untouched() });
      const body = server.requests[0]?.body as { messages: { content: unknown }[] };
      return body.messages[1]?.content;
    };
    const picture = { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,/9g=' } };
    const [label, question] = ['[t=0.500s]', 'Is it sharp?'].map((text) => ({ type: 'text', text }));
    const data = Buffer.from(WAV).toString('base64');
    expect(await partsFor('llamacpp')).toEqual([
      label,
      picture,
      { type: 'input_audio', input_audio: { data, format: 'wav' } },
      question,
    ]);
    expect(await partsFor('sglang')).toEqual([
      label,
      picture,
      { type: 'audio_url', audio_url: { url: `data:audio/wav;base64,${data}` } },
      question,
    ]);
  });

  it('leaves another provider’s keyword out of the schema', async () => {
    const { backend, server } = await startTestOpenai();
    const inner = { type: 'object', properties: { b: { type: 'string' } }, propertyOrdering: ['b'] };
    const schema = {
      type: 'object',
      properties: { a: inner, c: { type: 'array', items: inner } },
      propertyOrdering: ['a', 'c'],
    };
    await backend.open().ask({ ...testCall(), schema }, { signal: untouched() });
    const sent = JSON.stringify(server.requests[0]?.body);
    expect(sent).not.toContain('propertyOrdering');
    expect(sent).toContain('"c":{"type":"array","items":{"type":"object","properties":{"b":{"type":"string"}}}}');
  });

  it('needs no key where the server wants none', async () => {
    const { backend, server } = await startTestOpenai(
      { key: null, server: 'ollama', model: 'gemma4' },
      { key: null, models: ['gemma4'] },
    );
    await backend.open().ask(callOf({ kind: 'text', text: 'Is it sharp?' }), { signal: untouched() });
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('gives the text away as it arrives, and only text of the answer', async () => {
    const { backend, server } = await startTestOpenai();
    server.script('chat', {
      kind: 'chunks',
      chunks: [
        chunkOf({ role: 'assistant', content: '' }),
        chunkOf({ content: null, reasoning: 'pondering' }),
        chunkOf({ content: '{"a"' }),
        chunkOf({ content: ':1}' }, 'stop'),
      ],
    });
    const heard: string[] = [];
    const reply = await backend.open().ask(testCall(), { signal: untouched(), onText: (text) => heard.push(text) });
    expect(heard).toEqual(['{"a"', '{"a":1}']);
    expect(reply).toMatchObject({ status: 'complete', text: '{"a":1}', usage: null, version: 'm', response: 'chatcmpl-x' });
  });

  it('tells when the footage was sent', async () => {
    const { backend } = await startTestOpenai();
    const shares: number[] = [];
    await backend.open().ask(testCall(), { signal: untouched(), onUpload: (fraction) => shares.push(fraction) });
    expect(shares).toEqual([1]);
  });

  it('writes one line of audit without names or keys, with the tokens of the server’s account', async () => {
    const { backend, audit, server } = await startTestOpenai();
    server.script('chat', { kind: 'answer', text: 'one two', thinking: '12345678' });
    const reply = await backend.open().ask(testCall(), { signal: untouched(), about: ABOUT });
    const bytes = server.requests[0]?.bytes ?? 0;
    const inputTokens = Math.ceil(bytes / 4);
    expect(reply.usage).toEqual({ inputTokens, cachedTokens: Math.floor(inputTokens / 2), outputTokens: 5 });
    expect(audit).toEqual([
      {
        time: '2026-11-22T12:00:00.000Z',
        origin: server.origin,
        bytesOut: bytes,
        bytesIn: expect.any(Number),
        status: 200,
        tokens: inputTokens + 5,
        clip: 'c0ffee',
        dimensions: ['camera.focus'],
      },
    ]);
  });

  it('sends nothing to an endpoint that is not allowed, nor a key that no header can carry', async () => {
    const fetch = createGuardedFetch({ origins: ['https://example.com'], secrets: () => [], audit: () => {} });
    const elsewhere = await startTestOpenai({ fetch });
    const broken = await startTestOpenai({ key: 'a\nb' });
    const ask = ({ backend }: typeof broken) => backend.open().ask(testCall(), { signal: untouched() });
    await expect(ask(elsewhere)).rejects.toMatchObject({ code: 'judge/not-allowed' });
    await expect(ask(broken)).rejects.toMatchObject({ code: 'judge/key' });
    expect([...elsewhere.server.requests, ...broken.server.requests]).toEqual([]);
  });
});

describe('probabilities', () => {
  const token = (text: string | Uint8Array, alternatives: readonly [string, number][] = []) => ({
    token: typeof text === 'string' ? text : '\ufffd',
    bytes: [...Buffer.from(text)],
    logprob: -0.1,
    top_logprobs: alternatives.map(([each, logprob]) => ({ token: each, logprob })),
  });
  const withTokens = (content: string, tokens: unknown) => ({
    kind: 'chunks' as const,
    chunks: [{ choices: [{ delta: { content }, finish_reason: 'stop', logprobs: { content: tokens } }] }],
  });
  async function tokensOf(content: string, tokens: unknown) {
    const { backend, server } = await startTestOpenai();
    server.script('chat', withTokens(content, tokens));
    const reply = await backend.open().ask(testCall(), { signal: untouched() });
    return reply.status === 'complete' ? reply.tokens : reply;
  }

  it('come token by token, without the one that ends the answer', async () => {
    const tokens = [token('{"'), token('pass', [['pass', -0.1]]), token('"}'), token('<|im_end|>')];
    expect(await tokensOf('{"pass"}', tokens)).toEqual([
      { token: '{"', alternatives: [] },
      { token: 'pass', alternatives: [{ token: 'pass', logprob: -0.1 }] },
      { token: '"}', alternatives: [] },
    ]);
  });

  it('keep their places where tokens share a character', async () => {
    const [first, second] = [Uint8Array.of(0xc3), Uint8Array.of(0xbc)];
    const tokens = await tokensOf('"ü"', [token('"'), token(first), token(second), token('"')]);
    expect(Array.isArray(tokens) && tokens.map((each) => each.token)).toEqual(['"', '', 'ü', '"']);
  });

  it.each([
    ['write something else', [token('{"fail"}')]],
    ['cannot be read', [{ token: 7 }]],
    ['are none', []],
  ])('are not told when the tokens %s', async (_name, tokens) => {
    expect(await tokensOf('{"pass"}', tokens)).toBeNull();
  });
});

describe('what a server can do', () => {
  it.each([
    ['vllm', true, 32],
    ['sglang', true, 32],
    ['llamacpp', false, 16],
    ['lmstudio', false, 16],
    ['ollama', false, 16],
    ['other', false, 16],
  ] as const)('%s: video %s', async (kind, video, maximumFrames) => {
    const { backend } = await startTestOpenai({ server: kind });
    expect(backend).toMatchObject({ maximumFrames, soundBesideVideo: true, partOrder: 'footage-first' });
    expect(backend.capabilities).toMatchObject({ video, audio: false, jsonSchema: true, seed: true });
  });

  it('is less than that when the model behind it cannot, and never more', async () => {
    const capabilitiesOf = async (options: Parameters<typeof startTestOpenai>[0]) =>
      (await startTestOpenai(options)).backend.capabilities;
    expect(await capabilitiesOf({ framesOnly: true, hears: true })).toMatchObject({ video: false, audio: true });
    expect(await capabilitiesOf({ server: 'ollama', hears: true })).toMatchObject({ video: false, audio: false });
  });

  it('names its models, and leaves out what is no name', async () => {
    const { backend, server } = await startTestOpenai();
    expect(await backend.listModels(untouched())).toEqual([{ id: 'qwen3-vl-8b' }, { id: 'internvl-3.5' }]);
    server.script('models', { kind: 'http', status: 200, body: { data: [{ id: 'a/b:7b' }, { id: '<b>' }, { name: 'c' }, 7] } });
    expect(await backend.listModels(untouched())).toEqual([{ id: 'a/b:7b' }]);
  });

  it.each([
    ['a page', '<html></html>'],
    ['no list', { models: [] }],
  ])('asks again for its models when it gets %s', async (_name, body) => {
    const { backend, server, clock } = await startTestOpenai();
    server.script('models', { kind: 'http', status: 200, body });
    expect(await backend.listModels(untouched())).toHaveLength(2);
    expect(clock.waits).toEqual([1_000]);
  });

  it.each(['', 'localhost:8000', 'ftp://127.0.0.1/v1', 'http://key@127.0.0.1/v1', 'http://127.0.0.1/v1?key=x'])(
    'has no address like %s',
    (baseUrl) => {
      const make = () =>
        createOpenaiBackend({
          model: 'm',
          server: 'other',
          baseUrl,
          key: null,
          fetch: vi.fn(),
          breaker: { check: vi.fn(), answered: vi.fn(), failed: vi.fn() },
          budget: { acquire: vi.fn(), exceeded: vi.fn(), limits: vi.fn() },
        });
      expect(make).toThrow(expect.objectContaining({ code: 'settings/invalid' }));
    },
  );
});
