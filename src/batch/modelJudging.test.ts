import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Judge } from '../core/judge.ts';
import { findingsOfReview, verdictsByJudge } from '../core/review.ts';
import { scorecard, totalCoverage } from '../core/score.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { dimensionsOf } from '../core/taxonomy/walk.ts';
import type { JudgeBackend } from '../judges/backend.ts';
import { startTestGemini } from '../judges/gemini/testBackend.ts';
import { createModelJudge } from '../judges/modelJudge.ts';
import { createSignalsJudge } from '../judges/signals/signalsJudge.ts';
import { operatorsFingerprint } from '../media/operators/registry.ts';
import type { EvaluationContext } from './context.ts';
import { evaluateClip } from './evaluateClip.ts';
import { createTestBench, type TestBench } from './testBench.ts';

const taxonomy = builtinTaxonomy();
const fingerprint = (thresholds: Parameters<typeof operatorsFingerprint>[0]) =>
  operatorsFingerprint(thresholds, { faces: false });
const measuring = createSignalsJudge({ operatorsFingerprint: fingerprint });

let bench: TestBench;
let path: string;

beforeEach(async () => {
  bench = await createTestBench();
  path = await bench.sample('flash-shots.fault.mp4');
});
afterEach(() => bench.remove());

function contextWith(backend: JudgeBackend): EvaluationContext {
  const model: Judge = createModelJudge({
    backend,
    mode: 'standard',
    samples: 1,
    atOnce: 4,
    withMeasurements: true,
    operatorsFingerprint: fingerprint,
  });
  return { ...bench.context, judges: [measuring, model] };
}

it('judges every dimension of a clip by measuring and by a model, and sends neither its name nor more than it asks', async () => {
  const { backend, server } = await startTestGemini();
  const { review, notes } = await evaluateClip(contextWith(backend), path, { kind: 'clip' });
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
  const { backend, server } = await startTestGemini();
  const context = contextWith(backend);
  await evaluateClip(context, path, { kind: 'clip' }, { dimensions: ['cinematography.lens'] });
  const asked = server.requests.length;
  expect((await evaluateClip(context, path, { kind: 'clip' }, { dimensions: ['cinematography.lens'] })).reused).toBe(true);
  expect(server.requests).toHaveLength(asked);
});
