import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerTo, complete, type ScriptedBackend, scriptedBackend } from '../../test/fixtures/scriptedBackend.ts';
import { createModelJudge } from '../judges/modelJudge.ts';
import { parsePriceTable } from '../judges/prices.ts';
import { callTokens } from '../judges/tokenEstimate.ts';
import { type EstimateOptions, estimateClip, estimateFolder, sumEstimates } from './estimate.ts';
import { evaluateClip } from './evaluateClip.ts';
import { createTestBench, type TestBench } from './testBench.ts';

const prices = parsePriceTable({ asOf: '2026-11-20', models: { model: [{ input: 2, output: 10 }] } });

let bench: TestBench;
beforeAll(async () => {
  bench = await createTestBench();
});
afterAll(() => bench.remove());

function answering(): ScriptedBackend {
  // The clips last 1.2 s, and what lies outside of them is asked again.
  return scriptedBackend((call) => complete(answerTo(call).replaceAll(/"endS":4,|"startS":1.5/g, inside)));
}

function inside(time: string): string {
  return time.startsWith('"endS"') ? '"endS":1,' : '"startS":0.5';
}

function judgeOver(backend: ScriptedBackend, samples = 1) {
  return createModelJudge({
    backend,
    mode: 'standard',
    samples,
    atOnce: 2,
    withMeasurements: false,
    operatorsFingerprint: () => '',
  });
}

function options(backend: ScriptedBackend, changes: Partial<EstimateOptions> = {}): EstimateOptions {
  const { signal } = new AbortController();
  const samples = changes.samples ?? 1;
  return {
    judge: judgeOver(backend, samples),
    model: 'model',
    samples,
    prices,
    day: new Date('2026-11-22'),
    signal,
    ...changes,
  };
}

const DIMENSIONS = ['cinematography.lens', 'acting.expression'];

it('tells before anything is sent what the calls will take, at least as much as they then do', async () => {
  const clip = await bench.clip('estimated.mp4');
  const backend = answering();
  const estimate = await estimateClip(bench.context, clip, { kind: 'clip' }, options(backend, { dimensions: DIMENSIONS }));
  expect(backend.calls).toEqual([]);
  expect(bench.decoded).toEqual([]);
  await evaluateClip(
    { ...bench.context, judges: [judgeOver(backend)] },
    clip,
    { kind: 'clip' },
    {
      dimensions: DIMENSIONS,
    },
  );
  expect(estimate.calls).toBe(backend.calls.length);
  const took = backend.calls.reduce((sum, call) => sum + callTokens(call), 0);
  expect(estimate.inputTokens).toBeGreaterThanOrEqual(took);
  expect(estimate.inputTokens).toBeLessThan(took * 1.2);
  expect(estimate.bytes).toBeGreaterThan(0);
  expect(estimate.cost?.asOf).toBe('2026-11-20');
  expect(estimate.mostCost?.usd).toBeGreaterThan(estimate.cost?.usd ?? Number.POSITIVE_INFINITY);
});

it('counts nothing that was judged before', async () => {
  const clip = await bench.clip('judged.mp4', 90);
  const backend = answering();
  const target = { kind: 'clip' } as const;
  await evaluateClip({ ...bench.context, judges: [judgeOver(backend)] }, clip, target, { dimensions: DIMENSIONS });
  expect(await estimateClip(bench.context, clip, target, options(backend, { dimensions: DIMENSIONS }))).toMatchObject({
    clips: 0,
    calls: 0,
    cost: { usd: 0 },
  });
  expect((await estimateClip(bench.context, clip, target, options(backend))).calls).toBeGreaterThan(2);
});

it('asks for every sample, and for what a prompt makes answerable', async () => {
  const clip = await bench.clip('prompted.mp4', 180);
  const target = { kind: 'clip' } as const;
  const without = await estimateClip(bench.context, clip, target, options(answering()));
  await writeFile(clip.replace('.mp4', '.prompt.txt'), 'A street in the rain.');
  const once = await estimateClip(bench.context, clip, target, options(answering()));
  const thrice = await estimateClip(bench.context, clip, target, options(answering(), { samples: 3 }));
  expect(once.inputTokens).toBeGreaterThan(without.inputTokens);
  expect([thrice.calls, thrice.inputTokens]).toEqual([once.calls * 3, once.inputTokens * 3]);
  expect(sumEstimates([without, once])).toMatchObject({ clips: 2, calls: without.calls + once.calls });
});

it('takes some clips of a folder for all, but looks at every one before it says that nothing is to do', async () => {
  const judged = await bench.clip('folder/judged.mp4', 30);
  const open = await bench.clip('folder/open.mp4', 60);
  const backend = answering();
  const asking = options(backend, { dimensions: DIMENSIONS });
  const target = { kind: 'clip' } as const;
  await evaluateClip({ ...bench.context, judges: [judgeOver(backend)] }, judged, target, { dimensions: DIMENSIONS });
  const one = await estimateClip(bench.context, open, target, asking);
  const calls = async (paths: readonly string[], most: number) =>
    (await estimateFolder(bench.context, paths, asking, most)).calls;
  expect(await calls([open, open, open, open], 2)).toBe(4 * one.calls);
  expect(await calls([judged, judged, open], 2)).toBe(one.calls);
  expect(await calls([judged, judged, judged], 2)).toBe(0);
});

it('leaves the cost of a model without a price unknown, and that of everything together', async () => {
  const clip = await bench.clip('unknown.mp4', 270);
  const known = await estimateClip(bench.context, clip, { kind: 'clip' }, options(answering()));
  const unknown = await estimateClip(bench.context, clip, { kind: 'clip' }, options(answering(), { model: 'another' }));
  expect([known.cost === null, unknown.cost, sumEstimates([known, unknown]).cost]).toEqual([false, null, null]);
});
