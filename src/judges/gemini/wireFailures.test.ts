import { describe, expect, it } from 'vitest';
import { type Reply, refusals } from '../../../test/fakes/geminiReplies.ts';
import { startTestGemini, testCall, untouched } from './testBackend.ts';

async function askThrough(...replies: readonly Reply[]) {
  const gemini = await startTestGemini();
  gemini.server.script('generate', ...replies);
  const heard: string[] = [];
  const asked = gemini.backend.open().ask(testCall(), { signal: untouched(), onText: (text) => heard.push(text) });
  const outcome = await asked.then(
    (reply) => ({ reply, error: null }),
    (error: unknown) => ({ reply: null, error }),
  );
  const questions = gemini.server.requests.filter(({ route }) => route === 'generate').length;
  return { ...gemini, ...outcome, heard, questions };
}

const ended = (finishReason: string, text = '') => ({
  kind: 'chunks' as const,
  chunks: [{ candidates: [{ content: { parts: [{ text }] }, finishReason }] }],
});

describe('answers that are none', () => {
  it.each([
    ['room used up', ended('MAX_TOKENS', '{"score":0'), 'truncated', /cut short/],
    [
      'room used up by thinking',
      {
        kind: 'chunks',
        chunks: [{ candidates: [{ finishReason: 'MAX_TOKENS' }], usageMetadata: { thoughtsTokenCount: 1_990 } }],
      },
      'truncated',
      /thought until/,
    ],
    [
      'prompt blocked',
      { kind: 'chunks', chunks: [{ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }] },
      'blocked',
      /prohibited/,
    ],
    ['answer blocked', ended('SAFETY', '{"score"'), 'blocked', /safety/],
    ['personal data', ended('SPII'), 'blocked', /spii/],
    ['forbidden words', ended('BLOCKLIST'), 'blocked', /blocklist/],
    ['forbidden content', ended('PROHIBITED_CONTENT'), 'blocked', /prohibited content/],
    ['recitation', ended('RECITATION', 'abc'), 'stopped', /recitation/],
    ['language', ended('LANGUAGE'), 'stopped', /language/],
    ['malformed', ended('MALFORMED_RESPONSE'), 'stopped', /malformed/],
    ['a reason nobody knows', ended('<b>new</b>'), 'stopped', /unknown/],
    ['no candidates', { kind: 'chunks', chunks: [{ candidates: [] }] }, 'empty', /nothing/],
    ['candidates absent', { kind: 'chunks', chunks: [{ usageMetadata: { promptTokenCount: 9 } }] }, 'empty', /nothing/],
    ['no parts', { kind: 'chunks', chunks: [{ candidates: [{ content: {}, finishReason: 'STOP' }] }] }, 'empty', /nothing/],
    ['blank', ended('STOP', ' \n'), 'empty', /nothing/],
  ] satisfies [string, Reply, string, RegExp][])('%s', async (_name, reply, status, reason) => {
    const { reply: said, questions } = await askThrough(reply);
    expect(said).toMatchObject({ status, reason: expect.stringMatching(reason) });
    expect(said).not.toHaveProperty('text');
    expect(questions).toBe(1);
  });

  it('leaves fences, prose and other versions for the protocol to see', async () => {
    const { reply } = await askThrough({
      kind: 'answer',
      text: '{}',
      around: ['```json\n', '\n```'],
      version: 'gemini-3.8-flash-002',
    });
    expect(reply).toMatchObject({ status: 'complete', text: '```json\n{}\n```', version: 'gemini-3.8-flash-002' });
  });
});

describe('an endpoint that has had enough', () => {
  it('is left alone for as long as it asks, and not a moment less', async () => {
    const { reply, clock } = await askThrough(refusals.perMinute('37.5s'));
    expect(reply).toMatchObject({ status: 'complete', cautions: [] });
    expect(clock.waits).toEqual([37_500]);
  });

  it('is heard when it says so in a header', async () => {
    const reply = {
      kind: 'http',
      status: 429,
      body: { error: { message: 'slow down' } },
      headers: { 'retry-after': '90' },
    } as const;
    const { clock } = await askThrough(reply);
    expect(clock.waits).toEqual([90_000]);
  });

  it('is backed off from when it does not say how long', async () => {
    const { clock } = await askThrough(refusals.perMinute(null), refusals.perMinute('0.1s'), refusals.perMinute(null));
    expect(clock.waits).toEqual([1_000, 2_000, 4_000]);
  });

  it('is given up when it never has room', async () => {
    const { error, questions } = await askThrough(...Array.from({ length: 9 }, () => refusals.perMinute('20s')));
    expect(error).toMatchObject({ code: 'judge/quota' });
    expect(questions).toBe(6);
  });

  it('is not waited for when that would take too long', async () => {
    const { error, questions, clock } = await askThrough(refusals.perMinute('7200s'));
    expect(error).toMatchObject({ code: 'judge/quota' });
    expect([questions, clock.waits]).toEqual([1, []]);
  });

  it.each([
    ['the day', refusals.perDay()],
    ['the month', refusals.spendCap()],
  ])('ends the run when the quota of %s is used up', async (_name, reply) => {
    const { error, questions } = await askThrough(reply);
    expect(error).toMatchObject({ code: 'judge/quota' });
    expect(questions).toBe(1);
  });
});

describe('an endpoint with a bad moment', () => {
  it.each([
    ['overloaded', refusals.overloaded()],
    ['internal error', refusals.internal()],
    ['a page of a proxy', refusals.page()],
    ['reset', { kind: 'reset' }],
    ['broken stream', { kind: 'breaks' }],
    ['stream without an end', { kind: 'answer', text: '{"a":1}', finish: null }],
    [
      'error inside the stream',
      { kind: 'chunks', chunks: [{ error: { code: 503, message: 'overloaded', status: 'UNAVAILABLE' } }] },
    ],
    [
      'a page that says it is fine',
      { kind: 'http', status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } },
    ],
    ['nothing that is an answer', { kind: 'chunks', chunks: [{ candidates: 'yes' }] }],
    [
      'half a chunk',
      { kind: 'http', status: 200, body: 'data: {"candidates"', headers: { 'content-type': 'text/event-stream' } },
    ],
  ] satisfies [string, Reply][])('%s: asks again', async (_name, reply) => {
    const { reply: said, clock, questions } = await askThrough(reply, reply);
    expect(said).toMatchObject({ status: 'complete' });
    expect([questions, clock.waits]).toEqual([3, [1_000, 2_000]]);
  });

  it('starts the text anew after a stream that broke', async () => {
    const { heard, reply } = await askThrough({ kind: 'breaks' });
    expect(heard.at(-1)).toBe(reply?.status === 'complete' ? reply.text : '');
  });

  it('silence: asks again after the limit', async () => {
    const { backend, server, audit } = await startTestGemini({ timeout: 1000 });
    server.script('generate', { kind: 'silence' });
    expect(await backend.open().ask(testCall(), { signal: untouched() })).toMatchObject({ status: 'complete' });
    expect(audit.map(({ status }) => status)).toEqual(['failed', 200]);
  });

  it('is given up after five retries, and left alone after ten failures in a row', async () => {
    const { backend, server } = await startTestGemini();
    server.script('generate', ...Array.from({ length: 20 }, () => refusals.overloaded()));
    const ask = () => backend.open().ask(testCall(), { signal: untouched() });
    await expect(ask()).rejects.toMatchObject({ code: 'judge/unreachable' });
    expect(server.requests).toHaveLength(6);
    await expect(ask()).rejects.toMatchObject({ code: 'judge/unreachable', message: expect.stringContaining('in a row') });
    expect(server.requests).toHaveLength(10);
    await expect(ask()).rejects.toMatchObject({ code: 'judge/unreachable' });
    expect(server.requests).toHaveLength(10);
  });
});

describe('an endpoint that refuses', () => {
  it.each([
    ['a wrong key', refusals.badKey(), 'judge/key'],
    ['a key without rights', refusals.noRight(), 'judge/key'],
    [
      'a schema it cannot serve',
      refusals.argument('The specified schema produces too many states for serving.'),
      'judge/rejected',
    ],
    ['a frame rate', refusals.argument('fps is out of range.'), 'judge/rejected'],
  ] satisfies [string, Reply, string][])('%s: stops at once', async (_name, reply, code) => {
    const { error, questions } = await askThrough(reply);
    expect(error).toMatchObject({ code });
    expect(questions).toBe(1);
  });

  it('a model it does not have: names those that it has', async () => {
    const { backend } = await startTestGemini({ model: 'gemini-9' });
    await expect(backend.open().ask(testCall(), { signal: untouched() })).rejects.toMatchObject({
      code: 'judge/model',
      userMessage: expect.stringContaining('it has gemini-3.8-flash, gemini-3.5-flash-lite.'),
    });
  });

  it('an option: leaves it out from then on, at once, and says so', async () => {
    const { backend, server, clock } = await startTestGemini();
    server.script(
      'generate',
      refusals.unknownName('store'),
      refusals.unknownName('mediaProcessing'),
      refusals.unknownName('seed'),
    );
    const session = backend.open();
    expect(await session.ask(testCall(), { signal: untouched() })).toMatchObject({ status: 'complete' });
    const { cautions } = await session.ask(testCall(), { signal: untouched() });
    expect(clock.waits).toEqual([]);
    expect(server.requests).toHaveLength(5);
    const last = JSON.stringify(server.requests.at(-1)?.body);
    expect(last).not.toMatch(/"store"|mediaProcessing|"seed"/);
    expect(last).toMatch(/"fps":8.*"thinkingLevel":"LOW"/);
    expect(cautions).toEqual([
      'The model takes no seed.',
      'The model chooses itself how it goes through a video.',
      'The provider cannot be asked not to keep the requests.',
    ]);
  });

  it('little thinking: allows a little more before it leaves the matter open', async () => {
    const { backend, server } = await startTestGemini();
    server.script(
      'generate',
      refusals.argument('Thinking level MINIMAL is not supported for this model.'),
      refusals.argument('Thinking level is not supported for this model.'),
    );
    await backend.open().ask({ ...testCall(), thinking: 'minimal' }, { signal: untouched() });
    const levels = server.requests.map(({ body }) => /"thinkingLevel":"(\w+)"/.exec(JSON.stringify(body))?.[1]);
    expect(levels).toEqual(['MINIMAL', 'LOW', undefined]);
  });
});

describe('a user who cancels', () => {
  it('is not kept waiting', async () => {
    const { backend, server, clock, audit } = await startTestGemini();
    server.script('generate', { kind: 'silence' });
    const cancel = new AbortController();
    const asked = backend.open().ask(testCall(), { signal: cancel.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    cancel.abort();
    await expect(asked).rejects.toBe(cancel.signal.reason);
    expect([clock.waits, audit.map(({ status }) => status)]).toEqual([[], ['aborted']]);
  });
});
