import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenaiTestServer, startOpenaiServer } from '../../test/fakes/openaiServer.ts';
import { verdictsByJudge } from '../core/review.ts';
import { scorecard, totalCoverage } from '../core/score.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { dimensionsOf } from '../core/taxonomy/walk.ts';
import type { Verdict } from '../core/verdict.ts';
import { createModelJudge } from '../judges/modelJudge.ts';
import { createBreaker } from '../judges/network/breaker.ts';
import { createGuardedFetch } from '../judges/network/guardedFetch.ts';
import { createRateBudget } from '../judges/network/rateBudget.ts';
import { createOpenaiBackend } from '../judges/openai/openaiBackend.ts';
import type { OpenaiServer } from '../judges/openai/servers.ts';
import { createSignalsJudge } from '../judges/signals/signalsJudge.ts';
import { analyseClip } from '../media/analysis/analyse.ts';
import { locateFfmpeg } from '../media/ffmpeg/location.ts';
import { operatorsFingerprint } from '../media/operators/registry.ts';
import { openStore, type Store } from '../store/store.ts';
import type { EvaluationContext } from './context.ts';
import { evaluateClip } from './evaluateClip.ts';

const SAMPLE = fileURLToPath(new URL('../../media/samples/flash-shots.fault.mp4', import.meta.url));
const taxonomy = builtinTaxonomy();
const dimensions = dimensionsOf(taxonomy).map(({ id }) => id);
const fingerprint = (thresholds: Parameters<typeof operatorsFingerprint>[0]) =>
  operatorsFingerprint(thresholds, { faces: false });
const ffmpeg = await locateFfmpeg({ setting: null, wasmFolders: [] });

let folder: string;
let store: Store;
let server: OpenaiTestServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-openai-judging-'));
  store = await openStore({ root: folder, cacheFolder: join(folder, 'cache') });
  server = await startOpenaiServer();
});
afterEach(async () => {
  await Promise.all([server.close(), store.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function judgedBy(kind: OpenaiServer, { hears, samples }: { readonly hears: boolean; readonly samples: number }) {
  const { origin, baseUrl } = server;
  const model = createModelJudge({
    backend: createOpenaiBackend({
      model: 'qwen3-vl-8b',
      server: kind,
      baseUrl,
      key: 'test-key',
      hears,
      fetch: createGuardedFetch({ origins: [origin], secrets: () => ['test-key'], audit: () => undefined }),
      breaker: createBreaker({ origin }),
      budget: createRateBudget({ requestsPerMinute: null, tokensPerMinute: null }),
    }),
    mode: 'standard',
    samples,
    atOnce: 4,
    withMeasurements: true,
    operatorsFingerprint: fingerprint,
  });
  const analyse: EvaluationContext['analyse'] = (clip, options) => analyseClip(ffmpeg, clip, options);
  const judges = [createSignalsJudge({ operatorsFingerprint: fingerprint }), model];
  const context = { ffmpeg, store, cacheFolder: join(folder, 'cache'), taxonomy, judges, analyse };
  const path = join(folder, 'flash-shots.fault.mp4');
  await cp(SAMPLE, path);
  const { review, notes } = await evaluateClip(context, path, { kind: 'clip' });
  expect(notes).toEqual([]);
  return verdictsByJudge({ verdicts: review.ranges[0]?.verdicts ?? [] }).get('openai') ?? [];
}

function statuses(verdicts: readonly Verdict[]): Record<string, string> {
  return Object.fromEntries(
    verdicts.map(({ dimension, status, statusReason }) => [dimension, `${status} ${statusReason ?? ''}`.trim()]),
  );
}

const allAnswered = Object.fromEntries(dimensions.map((id) => [id, 'answered']));

/** Kinds of the parts of every question, without repetition. */
function sentKinds(): string[] {
  const bodies = server.requests.map(({ body }) => body as { messages: { content: { type: string }[] }[] });
  return [...new Set(bodies.flatMap(({ messages }) => messages[1]?.content.map(({ type }) => type) ?? []))].sort();
}

it.each([
  ['vllm', ['input_audio', 'text', 'video_url'], 'video'],
  ['sglang', ['audio_url', 'text', 'video_url'], 'video'],
  ['llamacpp', ['image_url', 'input_audio', 'text'], 'frames'],
] as const)('judges every dimension of a clip by a model behind %s', async (kind, kinds, footage) => {
  const verdicts = await judgedBy(kind, { hears: true, samples: 1 });
  expect(statuses(verdicts)).toEqual(allAnswered);
  const coverage = totalCoverage(scorecard(taxonomy, verdicts));
  expect(coverage.answered).toBe(coverage.asked);
  expect(coverage.answered).toBeGreaterThan(100);
  for (const { answers } of verdicts)
    for (const { answer, observations } of answers) if (answer !== 'na') expect(observations.length).toBeGreaterThan(0);
  const asked = verdicts.flatMap(({ model }) => model ?? []);
  expect(new Set(asked.map((record) => record.footage.kind))).toEqual(new Set([footage]));
  expect(new Set(asked.flatMap(({ versions }) => versions))).toEqual(new Set(['qwen3-vl-8b (b9554)']));
  expect(sentKinds()).toEqual(kinds);
  expect(server.requests).toHaveLength(asked.length);
  expect(JSON.stringify(server.requests).includes('flash-shots.fault')).toBe(false);
});

it('takes the probabilities of the answers in place of more samples', async () => {
  const verdicts = await judgedBy('vllm', { hears: true, samples: 3 });
  expect(statuses(verdicts)).toEqual(allAnswered);
  expect(server.requests).toHaveLength(verdicts.filter(({ model }) => model).length);
  const sampled = verdicts.flatMap(({ answers }) => answers.flatMap((answer) => answer.sampled ?? []));
  expect(sampled.length).toBeGreaterThan(50);
  for (const { votes } of sampled) expect(Math.max(...Object.values(votes))).toBeCloseTo(0.7);
});

it('asks a model that cannot hear nothing about sound', async () => {
  const verdicts = await judgedBy('ollama', { hears: false, samples: 1 });
  const unheard = Object.entries(statuses(verdicts)).filter(([, status]) => status !== 'answered');
  expect(unheard.map(([id]) => id).filter((id) => !id.startsWith('sound-design.'))).toEqual([]);
  expect(unheard.length).toBeGreaterThan(0);
  expect(unheard.every(([, status]) => status.includes('cannot hear'))).toBe(true);
  expect(sentKinds()).toEqual(['image_url', 'text']);
});
