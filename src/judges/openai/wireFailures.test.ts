import { describe, expect, it } from 'vitest';
import { chunkOf, type OpenaiReply, openaiRefusals as refusals } from '../../../test/fakes/openaiReplies.ts';
import { testCall, untouched } from '../gemini/testBackend.ts';
import { createGuardedFetch } from '../network/guardedFetch.ts';
import { startTestOpenai } from './testBackend.ts';

async function askThrough(...replies: readonly OpenaiReply[]) {
  const openai = await startTestOpenai();
  openai.server.script('chat', ...replies);
  const heard: string[] = [];
  const asked = openai.backend.open().ask(testCall(), { signal: untouched(), onText: (text) => heard.push(text) });
  const outcome = await asked.then(
    (reply) => ({ reply, error: null }),
    (error: unknown) => ({ reply: null, error }),
  );
  const questions = openai.server.requests.filter(({ route }) => route === 'chat').length;
  return { ...openai, ...outcome, heard, questions };
}

const fetchTo = (origin: string) => createGuardedFetch({ origins: [origin], secrets: () => [], audit: () => {} });
const chunks = (...each: readonly unknown[]) => ({ kind: 'chunks' as const, chunks: each });
const ended = (finish: string, content: string | null = '') => chunks(chunkOf({ content }, finish));
const ACCOUNT = { choices: [], usage: { prompt_tokens: 9, completion_tokens: 0, total_tokens: 9 } };

describe('answers that are none', () => {
  it.each([
    ['room used up', ended('length', '{"score":0'), 'truncated', /cut short/],
    [
      'room used up by thinking',
      chunks(chunkOf({ reasoning_content: 'hm' }), chunkOf({}, 'length')),
      'truncated',
      /thought until/,
    ],
    ['content filter', ended('content_filter', '{"score"'), 'blocked', /content filter/],
    ['a call of a tool', ended('tool_calls'), 'stopped', /tool calls/],
    ['a reason nobody knows', ended('<b>new</b>'), 'stopped', /unknown/],
    ['no choices', chunks(ACCOUNT), 'empty', /nothing/],
    ['choices absent', chunks({ id: 'x', model: 'm' }), 'empty', /nothing/],
    ['no content', ended('stop', null), 'empty', /nothing/],
    ['no delta', chunks({ choices: [{ finish_reason: 'stop' }] }), 'empty', /nothing/],
    ['blank', ended('stop', ' \n'), 'empty', /nothing/],
    [
      'thinking without an answer',
      chunks(chunkOf({ reasoning_content: 'It is sharp.' }), chunkOf({}, 'stop')),
      'empty',
      /nothing/,
    ],
  ] satisfies [string, OpenaiReply, string, RegExp][])('%s', async (_name, reply, status, reason) => {
    const { reply: said, questions } = await askThrough(reply);
    expect(said).toMatchObject({ status, reason: expect.stringMatching(reason) });
    expect(said).not.toHaveProperty('text');
    expect(questions).toBe(1);
  });

  it('leaves fences, thinking, prose and other versions for the protocol to see', async () => {
    const around = ['<think>hm</think>\n```json\n', '\n```'] as const;
    const { reply } = await askThrough({ kind: 'answer', text: '{}', around, version: 'qwen3-vl-8b-awq' });
    const text = `${around[0]}{}${around[1]}`;
    expect(reply).toMatchObject({ status: 'complete', text, version: 'qwen3-vl-8b-awq (b9554)' });
  });

  it('leaves a refusal for the protocol to see', async () => {
    const { reply } = await askThrough(chunks(chunkOf({ refusal: 'I cannot help with that.' }), chunkOf({}, 'stop')));
    expect(reply).toMatchObject({ status: 'complete', text: 'I cannot help with that.' });
  });

  it.each(['reasoning_content', 'reasoning'])('reads an answer that was taken for thinking (%s), and says so', async (name) => {
    const { reply, heard } = await askThrough(chunks(chunkOf({ content: null, [name]: '{"a":1}' }), chunkOf({}, 'stop')));
    expect(reply).toMatchObject({ status: 'complete', text: '{"a":1}', cautions: [expect.stringContaining('for thinking')] });
    expect(heard).toEqual([]);
  });
});

describe('a server that has had enough', () => {
  it('is left alone for as long as it asks, and not a moment less', async () => {
    const { reply, clock } = await askThrough(refusals.perMinute('37.5'));
    expect(reply).toMatchObject({ status: 'complete', cautions: [] });
    expect(clock.waits).toEqual([37_500]);
  });

  it('is backed off from when it does not say how long', async () => {
    const { clock } = await askThrough(refusals.perMinute(null), refusals.perMinute('0.1'), refusals.perMinute(null));
    expect(clock.waits).toEqual([1_000, 2_000, 4_000]);
  });

  it('is given up when it never has room', async () => {
    const { error, questions } = await askThrough(...Array.from({ length: 9 }, () => refusals.perMinute('20')));
    expect(error).toMatchObject({ code: 'judge/quota' });
    expect(questions).toBe(6);
  });

  it('is not waited for when that would take too long', async () => {
    const { error, questions, clock } = await askThrough(refusals.perMinute('7200'));
    expect(error).toMatchObject({ code: 'judge/quota' });
    expect([questions, clock.waits]).toEqual([1, []]);
  });

  it.each([
    ['the quota of the day', refusals.perDay()],
    ['the credit', refusals.noCredit()],
  ])('ends the run when %s is used up', async (_name, reply) => {
    const { error, questions } = await askThrough(reply);
    expect(error).toMatchObject({ code: 'judge/quota' });
    expect(questions).toBe(1);
  });
});

describe('a server with a bad moment', () => {
  it.each([
    ['overloaded', refusals.overloaded()],
    ['internal error', refusals.internal()],
    ['a page of a proxy', refusals.page()],
    ['reset', { kind: 'reset' }],
    ['broken stream', { kind: 'breaks' }],
    ['stream without an end', { kind: 'answer', text: '{"a":1}', finish: null }],
    ['thinking without an end', chunks(chunkOf({ reasoning: 'hm' }))],
    ['given up', ended('abort', '{"a"')],
    ['failed', ended('error')],
    ['error inside the stream', chunks(chunkOf({ content: '{' }), { error: { message: 'EngineCore died', code: 500 } })],
    ['error without a status', chunks({ error: 'out of memory' })],
    [
      'a page that says it is fine',
      { kind: 'http', status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } },
    ],
    ['nothing that is an answer', chunks({ choices: 'yes' })],
    [
      'half a chunk',
      { kind: 'http', status: 200, body: 'data: {"choices"\n\n', headers: { 'content-type': 'text/event-stream' } },
    ],
    [
      'an event without an end',
      { kind: 'http', status: 200, body: `data: ${'x'.repeat(4_100_000)}`, headers: { 'content-type': 'text/event-stream' } },
    ],
  ] satisfies [string, OpenaiReply][])('%s: asks again', async (_name, reply) => {
    const { reply: said, clock, questions } = await askThrough(reply, reply);
    expect(said).toMatchObject({ status: 'complete' });
    expect([questions, clock.waits]).toEqual([3, [1_000, 2_000]]);
  });

  it('starts the text anew after a stream that broke', async () => {
    const { heard, reply } = await askThrough({ kind: 'breaks' });
    expect(heard.at(-1)).toBe(reply?.status === 'complete' ? reply.text : '');
  });

  it('silence: asks again after the limit', async () => {
    const { backend, server, audit } = await startTestOpenai({ timeout: 1000 });
    server.script('chat', { kind: 'silence' });
    expect(await backend.open().ask(testCall(), { signal: untouched() })).toMatchObject({ status: 'complete' });
    expect(audit.map(({ status }) => status)).toEqual(['failed', 200]);
  });

  it('is given up after five retries, and left alone after ten failures in a row', async () => {
    const { backend, server } = await startTestOpenai();
    server.script('chat', ...Array.from({ length: 20 }, () => refusals.overloaded()));
    const ask = () => backend.open().ask(testCall(), { signal: untouched() });
    await expect(ask()).rejects.toMatchObject({ code: 'judge/unreachable' });
    expect(server.requests).toHaveLength(6);
    await expect(ask()).rejects.toMatchObject({ code: 'judge/unreachable', message: expect.stringContaining('in a row') });
    expect(server.requests).toHaveLength(10);
    await expect(ask()).rejects.toMatchObject({ code: 'judge/unreachable' });
    expect(server.requests).toHaveLength(10);
  });
});

describe('a server that refuses', () => {
  it.each([
    ['a wrong key', refusals.badKey(), 'judge/key'],
    ['a key without rights', refusals.noRight(), 'judge/key'],
    ['too long a question', refusals.argument("This model's maximum context length is 4096 tokens."), 'judge/rejected'],
    ['a frame rate', refusals.argument('Invalid mm_processor_kwargs: fps.'), 'judge/rejected'],
    ['within the stream', chunks({ error: { message: 'Bad request', code: 400 } }), 'judge/rejected'],
  ] satisfies [string, OpenaiReply, string][])('%s: stops at once', async (_name, reply, code) => {
    const { error, questions } = await askThrough(reply);
    expect(error).toMatchObject({ code });
    expect(questions).toBe(1);
  });

  it('never shows the key, not even when the server does', async () => {
    const { error } = await askThrough(chunks({ error: { message: 'bad key test-key', code: 400 } }));
    expect(error).toMatchObject({ userMessage: expect.not.stringContaining('test-key') });
  });

  it('footage that its model does not take: stops, for without it there is nothing to judge', async () => {
    const { backend, server } = await startTestOpenai({}, { takes: ['image_url'] });
    await expect(backend.open().ask(testCall(), { signal: untouched() })).rejects.toMatchObject({
      code: 'judge/rejected',
      userMessage: expect.stringContaining('video_url'),
    });
    expect(server.requests).toHaveLength(1);
  });

  it('a model it does not have: names those that it has', async () => {
    const { backend } = await startTestOpenai({ model: 'gpt-9' });
    await expect(backend.open().ask(testCall(), { signal: untouched() })).rejects.toMatchObject({
      code: 'judge/model',
      userMessage: expect.stringContaining('it has qwen3-vl-8b, internvl-3.5.'),
    });
  });

  it('an address where it has no models: says that rather than blame the model', async () => {
    const { server } = await startTestOpenai();
    const { backend } = await startTestOpenai({ baseUrl: server.origin, fetch: fetchTo(server.origin) });
    await expect(backend.open().ask(testCall(), { signal: untouched() })).rejects.toMatchObject({
      code: 'judge/rejected',
      userMessage: expect.stringContaining('/v1'),
    });
  });

  it('options: leaves each out from then on, at once, and says so', async () => {
    const { backend, server, clock } = await startTestOpenai();
    server.script(
      'chat',
      refusals.field('seed'),
      refusals.argument('logprobs are not supported with this model.'),
      refusals.argument("Unrecognized request argument supplied: 'reasoning_effort'"),
      refusals.argument('stream_options is not supported.'),
      refusals.argument('Failed to compile json_schema to a grammar.'),
    );
    const session = backend.open();
    expect(await session.ask(testCall(), { signal: untouched() })).toMatchObject({
      status: 'complete',
      usage: null,
      tokens: null,
    });
    const { cautions } = await session.ask(testCall(), { signal: untouched() });
    expect(clock.waits).toEqual([]);
    expect(server.requests).toHaveLength(7);
    const last = server.requests.at(-1)?.body as { messages: { content: { text?: string }[] }[] };
    expect(Object.keys(last)).toEqual(['model', 'messages', 'stream', 'max_tokens', 'media_io_kwargs', 'mm_processor_kwargs']);
    expect(last.messages[1]?.content.at(-1)?.text).toContain('"enum":["pass","partial","fail","na"]');
    expect(cautions).toEqual([
      'The model thinks as much as it likes.',
      'The model takes no seed.',
      'The model does not tell how probable its answers were.',
      'The server does not tell what a call took.',
      'The server does not hold the model to the form of the answer.',
    ]);
  });

  it('the old name of the limit: uses the new one', async () => {
    const message = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    const { reply, server } = await askThrough(refusals.argument(message));
    expect(reply).toMatchObject({ status: 'complete', cautions: [] });
    expect(server.requests.at(-1)?.body).toMatchObject({ max_completion_tokens: 2_000 });
    expect(server.requests.at(-1)?.body).not.toHaveProperty('max_tokens');
  });

  it('little thinking: allows a little more before it leaves the matter open', async () => {
    const { backend, server } = await startTestOpenai();
    server.script(
      'chat',
      refusals.argument('invalid reasoning value: \'minimal\' (must be "high", "medium", "low", or "none")'),
      refusals.argument('"qwen3-vl-8b" does not support thinking'),
    );
    await backend.open().ask({ ...testCall(), thinking: 'minimal' }, { signal: untouched() });
    const efforts = server.requests.map(({ body }) => (body as { reasoning_effort?: string }).reasoning_effort);
    expect(efforts).toEqual(['minimal', 'low', undefined]);
  });
});

describe('a user who cancels', () => {
  it('is not kept waiting', async () => {
    const { backend, server, clock, audit } = await startTestOpenai();
    server.script('chat', { kind: 'silence' });
    const cancel = new AbortController();
    const asked = backend.open().ask(testCall(), { signal: cancel.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    cancel.abort();
    await expect(asked).rejects.toBe(cancel.signal.reason);
    expect([clock.waits, audit.map(({ status }) => status)]).toEqual([[], ['aborted']]);
  });
});
