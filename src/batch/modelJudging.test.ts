import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type GeminiServer, startGeminiServer } from '../../test/fakes/geminiServer.ts';
import type { Judge } from '../core/judge.ts';
import { findingsOfReview, verdictsByJudge } from '../core/review.ts';
import { scorecard, totalCoverage } from '../core/score.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { dimensionsOf } from '../core/taxonomy/walk.ts';
import { createGeminiBackend } from '../judges/gemini/geminiBackend.ts';
import { createModelJudge } from '../judges/modelJudge.ts';
import { createBreaker } from '../judges/network/breaker.ts';
import { createGuardedFetch } from '../judges/network/guardedFetch.ts';
import { createRateBudget } from '../judges/network/rateBudget.ts';
import { createSignalsJudge } from '../judges/signals/signalsJudge.ts';
import { analyseClip } from '../media/analysis/analyse.ts';
import { locateFfmpeg } from '../media/ffmpeg/location.ts';
import { operatorsFingerprint } from '../media/operators/registry.ts';
import { openStore, type Store } from '../store/store.ts';
import type { EvaluationContext } from './context.ts';
import { evaluateClip } from './evaluateClip.ts';

const SAMPLE = fileURLToPath(new URL('../../media/samples/', import.meta.url));
const taxonomy = builtinTaxonomy();
const fingerprint = (thresholds: Parameters<typeof operatorsFingerprint>[0]) =>
  operatorsFingerprint(thresholds, { faces: false });
const ffmpeg = await locateFfmpeg({ setting: null, wasmFolders: [] });

let folder: string;
let store: Store;
let server: GeminiServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-model-judging-'));
  store = await openStore({ root: folder, cacheFolder: join(folder, 'cache') });
  server = await startGeminiServer();
});
afterEach(async () => {
  await Promise.all([server.close(), store.close()]);
  await rm(folder, { recursive: true, force: true });
});

function modelJudge(): Judge {
  const { origin } = server;
  return createModelJudge({
    backend: createGeminiBackend({
      model: 'gemini-3.8-flash',
      access: { kind: 'key', key: 'test-key' },
      origin,
      fetch: createGuardedFetch({ origins: [origin], secrets: () => ['test-key'], audit: () => undefined }),
      breaker: createBreaker({ origin }),
      budget: createRateBudget({ requestsPerMinute: null, tokensPerMinute: null }),
    }),
    mode: 'standard',
    samples: 1,
    atOnce: 4,
    withMeasurements: true,
    operatorsFingerprint: fingerprint,
  });
}

function contextWith(judges: readonly Judge[]): EvaluationContext {
  const analyse: EvaluationContext['analyse'] = (clip, options) => analyseClip(ffmpeg, clip, options);
  return { ffmpeg, store, cacheFolder: join(folder, 'cache'), taxonomy, judges, analyse };
}

async function sample(name: string): Promise<string> {
  const path = join(folder, name);
  await cp(join(SAMPLE, name), path);
  return path;
}

const measuring = createSignalsJudge({ operatorsFingerprint: fingerprint });

it('judges every dimension of a clip by measuring and by a model, and sends neither its name nor more than it asks', async () => {
  const path = await sample('flash-shots.fault.mp4');
  const { review, notes } = await evaluateClip(contextWith([measuring, modelJudge()]), path, { kind: 'clip' });
  expect(notes).toEqual([]);
  const judges = verdictsByJudge({ verdicts: review.ranges[0]?.verdicts ?? [] });
  const dimensions = dimensionsOf(taxonomy).map(({ id }) => id);
  expect([...judges.keys()]).toEqual(['signals', 'gemini']);
  const model = judges.get('gemini') ?? [];
  expect(model.map(({ dimension }) => dimension).toSorted()).toEqual(dimensions.toSorted());
  expect(model.map(({ status, statusReason }) => `${status} ${statusReason ?? ''}`.trim())).toEqual(
    dimensions.map(() => 'answered'),
  );
  const coverage = totalCoverage(scorecard(taxonomy, model));
  expect(coverage.answered).toBe(coverage.asked);
  expect(coverage.answered).toBeGreaterThan(100);
  for (const verdict of model)
    for (const { answer, observations } of verdict.answers) if (answer !== 'na') expect(observations.length).toBeGreaterThan(0);
  expect(
    findingsOfReview(taxonomy, review, { passes: false }).some(({ judge, basis }) => judge === 'gemini' && basis.reflection),
  ).toBe(true);
  const sent = JSON.stringify(server.requests.map(({ body, path: where }) => [where, body]));
  expect(sent).not.toContain('flash-shots.fault.mp4');
  expect(server.requests.filter(({ route }) => route === 'generate')).toHaveLength(
    model.filter(({ model: record }) => record).length,
  );
});

it('asks nothing again that was judged', async () => {
  const path = await sample('flash-shots.fault.mp4');
  const context = contextWith([measuring, modelJudge()]);
  await evaluateClip(context, path, { kind: 'clip' }, { dimensions: ['cinematography.lens'] });
  const asked = server.requests.length;
  expect((await evaluateClip(context, path, { kind: 'clip' }, { dimensions: ['cinematography.lens'] })).reused).toBe(true);
  expect(server.requests).toHaveLength(asked);
});
