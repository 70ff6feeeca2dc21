import { afterEach, describe, expect, it, vi } from 'vitest';
import { createGuardedFetch } from '../network/guardedFetch.ts';
import { startTestGemini, testCall, testVideo, untouched } from './testBackend.ts';

const MEGABYTE = 1024 * 1024;
const ABOUT = { clip: 'c0ffee', dimensions: ['camera.focus'] };

afterEach(() => vi.unstubAllEnvs());

describe('a question to Gemini', () => {
  it('carries video, sampling, schema, seed and thinking as the provider takes them', async () => {
    const { backend, server } = await startTestGemini();
    const reply = await backend.open().ask(testCall(), { signal: untouched() });
    expect(reply).toMatchObject({ status: 'complete', version: 'gemini-3.8-flash-001', response: 'response-1', tokens: null });
    const request = server.requests[0];
    expect(request?.path).toBe('/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse');
    expect(request?.headers).toMatchObject({ 'x-goog-api-key': 'test-key' });
    expect(request?.body).toEqual({
      contents: [
        {
          role: 'user',
          parts: [
            {
              inlineData: { mimeType: 'video/mp4', data: Buffer.from(testVideo().bytes).toString('base64') },
              videoMetadata: { fps: 8 },
              mediaResolution: { level: 'MEDIA_RESOLUTION_LOW' },
              mediaProcessing: 'STATIC',
            },
            { text: 'Is it sharp?' },
          ],
        },
      ],
      systemInstruction: { role: 'user', parts: [{ text: 'You look at films.' }] },
      store: false,
      generationConfig: {
        maxOutputTokens: 2_000,
        seed: 11,
        responseMimeType: 'application/json',
        responseJsonSchema: testCall().schema,
        thinkingConfig: { includeThoughts: false, thinkingLevel: 'LOW' },
      },
    });
  });

  it('gives the text away as it arrives, and only text of the answer', async () => {
    const { backend, server } = await startTestGemini();
    server.script('generate', {
      kind: 'chunks',
      chunks: [
        { candidates: [{ content: { parts: [{ text: 'pondering', thought: true }, { text: '{"a"' }] } }] },
        { candidates: [{ content: { parts: [{ text: ':1}' }] }, finishReason: 'STOP' }] },
      ],
    });
    const heard: string[] = [];
    const reply = await backend.open().ask(testCall(), { signal: untouched(), onText: (text) => heard.push(text) });
    expect(heard).toEqual(['{"a"', '{"a":1}']);
    expect(reply).toMatchObject({ status: 'complete', text: '{"a":1}' });
  });

  it('counts thinking as output, and writes one line of audit without names or keys', async () => {
    const { backend, audit, server } = await startTestGemini();
    server.script('generate', { kind: 'answer', text: 'four', thoughts: 40 });
    const reply = await backend.open().ask(testCall(), { signal: untouched(), about: ABOUT });
    expect(reply.usage).toEqual({ inputTokens: 600, cachedTokens: 0, outputTokens: 41 });
    expect(audit).toEqual([
      {
        time: '2026-11-22T12:00:00.000Z',
        origin: server.origin,
        bytesOut: server.requests[0]?.bytes,
        bytesIn: expect.any(Number),
        status: 200,
        tokens: 641,
        clip: 'c0ffee',
        dimensions: ['camera.focus'],
      },
    ]);
    expect(audit[0]?.bytesIn).toBeGreaterThan(100);
  });

  it('goes where it was told to, whatever the environment says', async () => {
    for (const name of ['GOOGLE_GEMINI_BASE_URL', 'GOOGLE_VERTEX_BASE_URL']) vi.stubEnv(name, 'http://127.0.0.1:1');
    vi.stubEnv('GOOGLE_API_KEY', 'another-key');
    for (const name of ['GOOGLE_GENAI_USE_VERTEXAI', 'GOOGLE_GENAI_USE_ENTERPRISE']) vi.stubEnv(name, 'true');
    const { backend, server } = await startTestGemini();
    expect(await backend.open().ask(testCall(), { signal: untouched() })).toMatchObject({ status: 'complete' });
    expect(server.requests[0]?.headers['x-goog-api-key']).toBe('test-key');
  });

  it('asks Google Cloud with a token instead of a key', async () => {
    const token = async () => 'ya29.token';
    const { backend, server } = await startTestGemini({
      access: { kind: 'vertex', project: 'films', location: 'europe-west4', token },
    });
    expect(await backend.open().ask(testCall(), { signal: untouched() })).toMatchObject({ status: 'complete' });
    const request = server.requests[0];
    expect(request?.path).toBe(
      '/v1beta1/projects/films/locations/europe-west4/publishers/google/models/gemini-3.8-flash:streamGenerateContent?alt=sse',
    );
    expect(request?.headers.authorization).toBe('Bearer ya29.token');
    expect(request?.headers).not.toHaveProperty('x-goog-api-key');
  });

  it('sends nothing to an endpoint that is not allowed', async () => {
    const fetch = createGuardedFetch({ origins: ['https://example.com'], secrets: () => [], audit: () => {} });
    const { backend, server } = await startTestGemini({ fetch });
    await expect(backend.open().ask(testCall(), { signal: untouched() })).rejects.toMatchObject({ code: 'judge/not-allowed' });
    expect(server.requests).toEqual([]);
  });

  it('names no key in an error about a key that no header can carry', async () => {
    const { backend } = await startTestGemini({ access: { kind: 'key', key: 'secret\nkey' } });
    const error: unknown = await backend
      .open()
      .ask(testCall(), { signal: untouched() })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'judge/key' });
    expect(String(error)).not.toContain('secret');
  });
});

describe('footage above the inline limit', () => {
  const big = () => testVideo(9 * MEGABYTE);

  it('travels once for several questions, without a name, and is deleted in the end', async () => {
    const { backend, server } = await startTestGemini({}, { fileStates: ['PROCESSING', 'PROCESSING', 'ACTIVE'] });
    const video = big();
    const session = backend.open();
    const progress: number[] = [];
    const options = { signal: untouched(), about: ABOUT };
    await Promise.all([
      session.ask(testCall(video), { ...options, onUpload: (fraction) => progress.push(fraction) }),
      session.ask(testCall(video), options),
    ]);
    await session.ask(testCall(video), options);
    const routes = server.requests.map(({ route }) => route);
    expect(routes.filter((route) => route === 'chunk')).toHaveLength(2);
    expect(routes.filter((route) => route === 'generate')).toHaveLength(3);
    expect(progress.slice(0, 2)).toEqual([8 / 9, 1]);
    const [file] = server.files.values();
    expect(file).toMatchObject({ displayName: 'evalverse-footage' });
    expect(Buffer.compare(file?.bytes ?? Buffer.of(), video.bytes)).toBe(0);
    const start = server.requests.find(({ route }) => route === 'upload');
    expect(start?.headers).not.toHaveProperty('x-goog-upload-file-name');
    expect(server.requests.find(({ route }) => route === 'generate')?.body).toMatchObject({
      contents: [{ parts: [{ fileData: { fileUri: expect.stringContaining('/files/') }, videoMetadata: { fps: 8 } }, {}] }],
    });
    expect(await session.close()).toEqual([]);
    expect(server.files.size).toBe(0);
  });

  it('is sent anew when the provider cannot read it, and given up the second time', async () => {
    const { backend, server } = await startTestGemini({}, { fileStates: ['FAILED'] });
    const session = backend.open();
    await expect(session.ask(testCall(big()), { signal: untouched() })).rejects.toMatchObject({ code: 'judge/rejected' });
    expect(server.requests.filter(({ route }) => route === 'upload')).toHaveLength(2);
    expect(await session.close()).toEqual([]);
    expect(server.files.size).toBe(0);
  });

  it('is not waited for longer than five minutes', async () => {
    const { backend, clock } = await startTestGemini({}, { fileStates: ['PROCESSING'] });
    const start = clock.now();
    await expect(backend.open().ask(testCall(big()), { signal: untouched() })).rejects.toMatchObject({ code: 'judge/rejected' });
    expect((clock.now() - start) / 60_000).toBeCloseTo(10, 0);
  });

  it('is sent anew when the provider has lost it', async () => {
    const { backend, server } = await startTestGemini();
    const session = backend.open();
    const video = big();
    await session.ask(testCall(video), { signal: untouched() });
    server.files.clear();
    expect(await session.ask(testCall(video), { signal: untouched() })).toMatchObject({ status: 'complete' });
    expect(server.requests.filter(({ route }) => route === 'upload')).toHaveLength(2);
  });

  it('stops on the way when the only one who waits gives up', async () => {
    const { backend, server } = await startTestGemini();
    const cancel = new AbortController();
    const asked = backend.open().ask(testCall(testVideo(20 * MEGABYTE)), {
      signal: cancel.signal,
      onUpload: () => cancel.abort(),
    });
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.requests.filter(({ route }) => route === 'chunk').length).toBeLessThan(3);
    expect(server.files.size).toBe(0);
  });

  it('names what could not be deleted, and finds it again later', async () => {
    const { backend, server } = await startTestGemini();
    const session = backend.open();
    await session.ask(testCall(big()), { signal: untouched() });
    server.script('delete', { kind: 'http', status: 400, body: {} });
    expect(await session.close()).toEqual([...server.files.keys()]);
    server.files.set('files/other', {
      name: 'files/other',
      displayName: 'holiday',
      bytes: new Uint8Array(1),
      states: ['ACTIVE'],
    });
    expect(await backend.sweepLeftovers(untouched())).toEqual({ deleted: 1, left: [] });
    expect([...server.files.keys()]).toEqual(['files/other']);
  });
});

describe('models', () => {
  it('are listed for a picker', async () => {
    const { backend } = await startTestGemini();
    expect(await backend.listModels(untouched())).toEqual([
      { id: 'gemini-3.8-flash', title: 'gemini-3.8-flash' },
      { id: 'gemini-3.5-flash-lite', title: 'gemini-3.5-flash-lite' },
    ]);
  });
});
