import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { type GeminiServer, startGeminiServer } from '../../test/fakes/geminiServer.ts';
import { type OpenaiTestServer, startOpenaiServer } from '../../test/fakes/openaiServer.ts';
import { auditEntrySchema } from '../core/auditEntry.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { dimensionsOf } from '../core/taxonomy/walk.ts';
import { verdictSchema } from '../core/verdict.ts';

const SAMPLES = fileURLToPath(new URL('../../media/samples/', import.meta.url));
const KEY = 'test-key';
const OPEN_MODEL = 'open-model';
const DIMENSIONS = dimensionsOf(builtinTaxonomy()).map(({ id }) => id);
const BRIEFLY = 'cinematography.lens,acting.action';

let folder: string;
let clips: string;
let gemini: GeminiServer;
let openai: OpenaiTestServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-cli-judging-'));
  clips = join(folder, 'clips');
  await mkdir(clips);
  // Two shots and sound: every dimension has something to ask.
  await cp(join(SAMPLES, 'flash-shots.fault.mp4'), join(clips, 'secret-name.mp4'));
  [gemini, openai] = await Promise.all([startGeminiServer({ key: KEY }), startOpenaiServer({ key: KEY, models: [OPEN_MODEL] })]);
});
afterEach(async () => {
  await Promise.all([gemini.close(), openai.close()]);
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(words: readonly string[], { key = KEY, input }: { key?: string | null; input?: string } = {}): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], {
    env: {
      ...process.env,
      EVALVERSE_CACHE: join(folder, 'cache'),
      EVALVERSE_GEMINI_API_KEY: key ?? '',
      EVALVERSE_OPENAI_API_KEY: key ?? '',
    },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  if (input !== undefined) child.stdin?.end(input);
  return child;
}

async function finish(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on('close', resolve);
  return { code: await promise, out, err };
}

const asking = () => ['--judge', 'gemini', '--endpoint', gemini.origin];
const allowed = () => [...asking(), '--allow-upload', gemini.origin];
const questions = () => gemini.requests.filter(({ route }) => route === 'generate');

async function linesOf(file: string): Promise<unknown[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

/** What the journals hold by a model. */
async function modelVerdicts() {
  const runs = join(clips, '.evalverse', 'runs');
  const names = await readdir(runs).catch(() => []);
  const lines = await Promise.all(names.map((name) => linesOf(join(runs, name, 'verdicts.jsonl'))));
  return lines.flat().flatMap((line) => {
    const verdict = verdictSchema.parse(line);
    return verdict.judge.id === 'signals' ? [] : verdict;
  });
}

const reportSchema = z.object({
  took: z.object({ usage: z.object({ calls: z.number(), inputTokens: z.number(), cost: z.object({ usd: z.number() }) }) }),
  clips: z.array(
    z.object({
      judges: z.array(
        z.object({
          judge: z.string(),
          answered: z.number(),
          asked: z.number(),
          dimensions: z.array(
            z.object({ id: z.string(), status: z.string(), score: z.number().nullable(), answered: z.number() }),
          ),
          findings: z.array(z.object({ reflection: z.string().nullable(), uncertainty: z.string().nullable() })),
        }),
      ),
    }),
  ),
});

it('judges every dimension by a model, beside what is measured, with an estimate before and totals after', async () => {
  const ended = await finish(start(['score', clips, '--json', ...allowed()]));
  expect(ended).toMatchObject({ code: 0 });
  const report = reportSchema.parse(JSON.parse(ended.out));
  const [measured, model] = report.clips[0]?.judges ?? [];
  expect([measured?.judge, model?.judge]).toEqual(['signals', 'gemini']);
  expect(model?.dimensions.map(({ id, status }) => `${id} ${status}`)).toEqual(DIMENSIONS.map((id) => `${id} answered`));
  expect(model?.answered).toBe(model?.asked);
  // What one judge says is in nobody else's numbers.
  expect(measured?.answered).toBeLessThan(model?.answered ?? 0);
  expect(model?.findings.length).toBeGreaterThan(0);
  for (const finding of model?.findings ?? []) expect(finding).toMatchObject({ reflection: expect.stringMatching(/./) });
  for (const finding of measured?.findings ?? []) expect(finding).toMatchObject({ reflection: null, uncertainty: null });

  expect(report.took.usage.calls).toBe(questions().length);
  expect(report.took.usage.cost.usd).toBeGreaterThan(0);
  const calls = questions().length;
  expect(ended.err).toMatch(
    new RegExp(`^Asking gemini-3.8-flash at ${gemini.origin} about 1 clip will take about ${calls} calls, .*tokens.* MB .*\\$`),
  );
  expect(ended.err).toMatch(new RegExp(`${calls} calls: .* input tokens .*, \\$\\d.* by the prices of 20`));

  const entries = z.array(auditEntrySchema).parse(await linesOf(join(clips, '.evalverse', 'audit.jsonl')));
  expect(entries).toHaveLength(gemini.requests.length);
  expect(new Set(entries.map(({ origin }) => origin))).toEqual(new Set([gemini.origin]));
  expect(entries.every(({ clip }) => /^[0-9a-f]{64}$/.test(clip ?? ''))).toBe(true);
  const sent = JSON.stringify(gemini.requests.map(({ body, path }) => [path, body]));
  expect(sent).not.toContain('secret-name');
  const written = JSON.stringify([entries, await modelVerdicts(), ended]);
  expect(written).not.toContain(KEY);
});

it("judges every dimension by an open model behind a server of one's own, whose price nobody knows", async () => {
  const server = ['--judge', 'openai', '--model', OPEN_MODEL, '--endpoint', openai.baseUrl, '--server', 'vllm', '--hears'];
  const refused = await finish(start(['score', clips, ...server]));
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining(`--allow-upload ${openai.origin}`) });
  expect(openai.requests).toEqual([]);
  const ended = await finish(start(['score', clips, '--json', ...server, '--allow-upload', openai.origin]));
  expect(ended).toMatchObject({ code: 0, err: expect.stringContaining('at a cost that is not known') });
  const report = z.object({ took: z.object({ usage: z.object({ cost: z.null() }) }), clips: z.array(z.unknown()) });
  expect(report.safeParse(JSON.parse(ended.out)).error).toBeUndefined();
  const verdicts = await modelVerdicts();
  expect(verdicts.map(({ dimension, status }) => `${dimension} ${status}`).toSorted()).toEqual(
    DIMENSIONS.map((id) => `${id} answered`).toSorted(),
  );
  expect(openai.requests.filter(({ route }) => route === 'chat')).toHaveLength(DIMENSIONS.length);
  expect(JSON.stringify(openai.requests.map(({ body }) => body))).not.toContain('secret-name');
});

it('shows judges apart, with coverage and how sure they are', async () => {
  const words = ['score', clips, '--dimensions', BRIEFLY, ...allowed()];
  const { code, out } = await finish(start(words));
  expect(code).toBe(0);
  expect(out).toMatch(/^By signals$/m);
  expect(out).toContain(`By gemini: gemini-3.8-flash at ${gemini.origin}`);
  const [, , table] = out.split(/^By .*$/m);
  expect(table).toMatch(/secret-name\.mp4 +\d+ +\d+ \(\d+\/\d+\)/);
  expect(out).toMatch(/gemini: .*\[(sure|fairly sure|unsure)\]/);
  expect(out).toContain('scored by signals, gemini');
});

it('refuses to send what nobody allowed, says what would leave, and sends nothing', async () => {
  for (const more of [[], ['--allow-upload', 'https://generativelanguage.googleapis.com']]) {
    const { code, out, err } = await finish(start(['score', clips, ...asking(), ...more]));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/Nothing was sent\..*footage.*generation prompt.*what was measured.*Faces and voices/);
    expect(err).toContain(`--allow-upload ${gemini.origin}`);
  }
  expect(gemini.requests).toEqual([]);
  expect(await readdir(clips)).toEqual(['secret-name.mp4']);
});

it('takes the key from the environment or standard input, and says when there is none', async () => {
  const words = ['score', clips, '--quiet', '--dimensions', 'cinematography.lens', ...allowed()];
  const without = await finish(start(words, { key: null }));
  expect(without).toMatchObject({ code: 1, err: expect.stringContaining('EVALVERSE_GEMINI_API_KEY') });
  expect(gemini.requests).toEqual([]);
  const fromInput = await finish(start([...words, '--key-stdin'], { key: null, input: `${KEY}\n` }));
  expect(fromInput).toMatchObject({ code: 0, err: '' });
  expect(questions()).toHaveLength(1);
});

it('estimates and shows prompts without a key and without sending anything', async () => {
  const estimate = await finish(start(['estimate', clips, '--samples', '3', ...asking()], { key: null }));
  expect(estimate).toMatchObject({ code: 0, err: '' });
  expect(estimate.out).toMatch(/about 1 clip will take about 54 calls.*\n.*Faces and voices.*\nNothing was sent\.\n$/);
  const shown = await finish(
    start(['prompt', join(clips, 'secret-name.mp4'), '--dimensions', 'cinematography.lens', ...asking()], { key: null }),
  );
  expect(shown).toMatchObject({ code: 0, err: '' });
  expect(shown.out).toMatch(/=== Call 1 of 1 .*cinematography\.lens/);
  expect(shown.out).toMatch(/\[video: video\/mp4, .* bytes; .* frames a second/);
  expect(shown.out).toContain('WHAT IS ASKED');
  expect(shown.out).not.toContain('secret-name');
  expect(gemini.requests).toEqual([]);
});

it('stops before a cap, keeps what was judged, and says so', async () => {
  const { code, out, err } = await finish(start(['score', clips, '--max-calls', '5', ...allowed()]));
  expect(code).toBe(1);
  expect(out).toContain('No more than 5 calls');
  expect(err).toMatch(/^5 calls: /m);
  expect(questions()).toHaveLength(5);
  expect((await modelVerdicts()).filter(({ model }) => model)).toHaveLength(5);
});

it('asks no faster than it is told to', async () => {
  const child = start(['score', clips, '--dimensions', BRIEFLY, '--requests-per-minute', '1', ...allowed()]);
  const ended = finish(child);
  // The two dimensions are asked side by side: with the answer to the one here, the other would have been asked long before.
  await expect.poll(async () => (await modelVerdicts()).length, { timeout: 60_000 }).toBe(1);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(130);
  expect(questions()).toHaveLength(1);
});

it('ends with 2 and the dimensions that there are for one that there is not', async () => {
  const { code, err } = await finish(start(['score', clips, '--dimensions', 'cinematography.lense']));
  expect(code).toBe(2);
  expect(err).toContain('There is no dimension "cinematography.lense"; there are ');
});

it('asks only what is missing after it was killed in the middle', async () => {
  // Seven answers, then silence for as many as are asked at once: the process waits until it is killed.
  const answers = Array.from({ length: 7 }, () => ({ kind: 'answer' }) as const);
  const silences = Array.from({ length: 4 }, () => ({ kind: 'silence' }) as const);
  gemini.script('generate', ...answers, ...silences);
  const child = start(['score', clips, '--quiet', ...allowed()]);
  const ended = finish(child);
  await expect.poll(async () => [(await modelVerdicts()).length, questions().length], { timeout: 60_000 }).toEqual([7, 11]);
  child.kill('SIGKILL');
  expect(await ended).toMatchObject({ code: null, out: '' });

  const again = await finish(start(['score', clips, ...allowed()]));
  expect(again.code).toBe(0);
  expect(again.err).toContain(`about ${DIMENSIONS.length - 7} calls`);
  expect(questions()).toHaveLength(11 + DIMENSIONS.length - 7);
  expect((await modelVerdicts()).map(({ dimension }) => dimension).toSorted()).toEqual(DIMENSIONS.toSorted());
});

it('tells a model that does not look, after the user allowed the endpoint', async () => {
  const clip = join(clips, 'secret-name.mp4');
  const words = ['sanity', clip, ...asking(), '--dimensions', 'cinematography.lens'];
  expect(await finish(start(words))).toMatchObject({ code: 2, err: expect.stringContaining('--allow-upload') });
  expect(gemini.requests).toEqual([]);
  const ended = await finish(start([...words, '--allow-upload', gemini.origin]));
  expect(ended).toMatchObject({ code: 1, out: expect.stringContaining('answers without looking') });
  expect(await readdir(join(clips, '.evalverse'))).toEqual(['audit.jsonl']);
});
