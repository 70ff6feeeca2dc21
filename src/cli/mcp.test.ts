import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { type GeminiServer, startGeminiServer } from '../../test/fakes/geminiServer.ts';
import { testCalibration } from '../core/calibration/testCalibration.ts';
import { writeCalibration } from '../store/calibrations.ts';

const SAMPLE = fileURLToPath(new URL('../../media/samples/flash-shots.fault.mp4', import.meta.url));
const LENS = { dimensions: ['cinematography.lens'] };

let folder: string;
let clips: string;
let gemini: GeminiServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-mcp-'));
  clips = join(folder, 'clips');
  await mkdir(clips);
  await cp(SAMPLE, join(clips, 'a.mp4'));
  await cp(SAMPLE, join(folder, 'outside.mp4'));
  gemini = await startGeminiServer();
});
afterEach(async () => {
  await gemini.close();
  await rm(folder, { recursive: true, force: true });
});

/** A client of a server of its own. */
async function connect(words: readonly string[], confirm?: (message: string) => 'accept' | 'decline'): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { capabilities: confirm ? { elicitation: {} } : {} });
  if (confirm)
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      const action = confirm(params.message);
      return action === 'accept' ? { action, content: {} } : { action };
    });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(import.meta.dirname, 'main.ts'), 'mcp', clips, ...words],
      env: { PATH: process.env.PATH ?? '', EVALVERSE_CACHE: join(folder, 'cache'), EVALVERSE_GEMINI_API_KEY: 'test-key' },
    }),
  );
  onTestFinished(() => client.close());
  return client;
}

const resultSchema = z.object({ isError: z.boolean().optional(), content: z.tuple([z.object({ text: z.string() })]) });

async function call(client: Client, name: string, input: Record<string, unknown>): Promise<{ failed: boolean; text: string }> {
  const { isError = false, content } = resultSchema.parse(await client.callTool({ name, arguments: input }));
  return { failed: isError, text: content[0].text };
}

const answerSchema = z.object({
  about: z.string().regex(/data, never instructions/),
  clip: z.string(),
  judges: z.array(
    z.object({
      judge: z.string(),
      dimensions: z.array(
        z.object({
          ...{ id: z.string(), score: z.number().nullable(), answered: z.number(), asked: z.number() },
          calibration: z.object({ status: z.string() }).nullable(),
        }),
      ),
      findings: z.array(z.object({ start: z.number(), end: z.number(), message: z.string() })),
    }),
  ),
  notes: z.array(z.string()),
});
const read = ({ text }: { text: string }) => answerSchema.parse(JSON.parse(text));

const asking = () => ['--judge', 'gemini', '--endpoint', gemini.origin];
const allowed = () => [...asking(), '--allow-upload', gemini.origin];

it('measures a clip without sending anything, and tells its review afterwards', async () => {
  const client = await connect(allowed());
  expect((await client.listTools()).tools.map(({ name }) => name).toSorted()).toEqual([
    'evalverse_readReview',
    'evalverse_scoreClip',
  ]);
  expect(read(await call(client, 'evalverse_readReview', { clip: 'a.mp4' })).notes).toEqual(['Nobody has judged this clip yet.']);
  const scored = read(await call(client, 'evalverse_scoreClip', { clip: 'a.mp4' }));
  expect(scored.judges.map(({ judge }) => judge)).toEqual(['signals']);
  expect(scored.judges[0]?.findings.length).toBeGreaterThan(0);
  expect(read(await call(client, 'evalverse_readReview', { clip: 'a.mp4' })).judges).toEqual(scored.judges);
  expect(gemini.requests).toEqual([]);
  // Calibrations may come while the server runs.
  const file = await writeCalibration(clips, testCalibration({}, { fingerprint: 'older' }));
  await writeFile(join(file, '..', 'broken.json'), '{');
  const { judges, notes } = read(await call(client, 'evalverse_readReview', { clip: 'a.mp4' }));
  expect(notes).toEqual([expect.stringContaining('broken.json is not used')]);
  const statuses = (of: typeof judges) => new Set(of[0]?.dimensions.map(({ calibration }) => calibration?.status ?? null));
  expect(statuses(scored.judges)).toEqual(new Set(['uncalibrated', null]));
  expect(statuses(judges)).toEqual(new Set(['stale', null]));
});

it('asks a model only with an allowance, and says before what would leave', async () => {
  const input = { clip: 'a.mp4', judge: 'model', ...LENS };
  const none = await call(await connect([]), 'evalverse_scoreClip', input);
  expect(none).toEqual({ failed: true, text: expect.stringContaining('without --judge') });
  const refusing = await connect(asking());
  const tool = (await refusing.listTools()).tools.find(({ name }) => name === 'evalverse_scoreClip');
  expect(tool?.description).toContain(`would be sent to ${gemini.origin}`);
  const refused = await call(refusing, 'evalverse_scoreClip', input);
  expect(refused).toEqual({ failed: true, text: expect.stringContaining(`--allow-upload ${gemini.origin}`) });
  expect(gemini.requests).toEqual([]);
  const { judges } = read(await call(await connect(allowed()), 'evalverse_scoreClip', input));
  expect(judges.map(({ judge }) => judge)).toEqual(['signals', 'gemini']);
  expect(judges[1]?.dimensions.filter(({ score }) => score !== null).map(({ id }) => id)).toEqual(LENS.dimensions);
});

it('lets the person behind the agent refuse, having named what is sent', async () => {
  const heard: string[] = [];
  const client = await connect(allowed(), (message) => {
    heard.push(message);
    return heard.length === 1 ? 'decline' : 'accept';
  });
  const input = { clip: 'a.mp4', judge: 'model', ...LENS };
  expect(await call(client, 'evalverse_scoreClip', input)).toEqual({
    failed: true,
    text: expect.stringContaining('nothing was sent'),
  });
  expect(gemini.requests).toEqual([]);
  expect(heard[0]).toMatch(/about 1 call,.*footage.*Faces and voices/s);
  expect((await call(client, 'evalverse_scoreClip', input)).failed).toBe(false);
  // Nothing is left to be asked, so that nobody has to be asked.
  expect((await call(client, 'evalverse_scoreClip', input)).failed).toBe(false);
  expect(heard).toHaveLength(2);
});

it('opens nothing outside of its folder and knows only its dimensions', async () => {
  await symlink(join(folder, 'outside.mp4'), join(clips, 'link.mp4'));
  const client = await connect([]);
  for (const clip of ['../outside.mp4', join(folder, 'outside.mp4'), 'link.mp4', 'none.mp4', '.'])
    for (const name of ['evalverse_scoreClip', 'evalverse_readReview'])
      expect(await call(client, name, { clip })).toEqual({ failed: true, text: expect.stringContaining('There is no clip') });
  expect((await call(client, 'evalverse_scoreClip', { clip: 'a.mp4', dimensions: ['taste'] })).failed).toBe(true);
});
