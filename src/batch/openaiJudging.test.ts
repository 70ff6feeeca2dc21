import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenaiRequest } from '../../test/fakes/openaiServer.ts';
import { verdictsByJudge } from '../core/review.ts';
import { scorecard, totalCoverage } from '../core/score.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { dimensionsOf } from '../core/taxonomy/walk.ts';
import type { Verdict } from '../core/verdict.ts';
import { createModelJudge } from '../judges/modelJudge.ts';
import type { OpenaiServer } from '../judges/openai/servers.ts';
import { startTestOpenai } from '../judges/openai/testBackend.ts';
import { createSignalsJudge } from '../judges/signals/signalsJudge.ts';
import { operatorsFingerprint } from '../media/operators/registry.ts';
import { evaluateClip } from './evaluateClip.ts';
import { createTestBench, type TestBench } from './testBench.ts';

const taxonomy = builtinTaxonomy();
const dimensions = dimensionsOf(taxonomy).map(({ id }) => id);
const fingerprint = (thresholds: Parameters<typeof operatorsFingerprint>[0]) =>
  operatorsFingerprint(thresholds, { faces: false });

interface Judged {
  readonly verdicts: readonly Verdict[];
  readonly requests: readonly OpenaiRequest[];
}

let bench: TestBench;

beforeEach(async () => {
  bench = await createTestBench();
});
afterEach(() => bench.remove());

async function judgedBy(
  kind: OpenaiServer,
  { hears, samples }: { readonly hears: boolean; readonly samples: number },
): Promise<Judged> {
  const { backend, server } = await startTestOpenai({ server: kind, hears });
  const model = createModelJudge({
    backend,
    mode: 'standard',
    samples,
    atOnce: 4,
    withMeasurements: true,
    operatorsFingerprint: fingerprint,
  });
  const context = { ...bench.context, judges: [createSignalsJudge({ operatorsFingerprint: fingerprint }), model] };
  const path = await bench.sample('flash-shots.fault.mp4');
  const { review, notes } = await evaluateClip(context, path, { kind: 'clip' });
  expect(notes).toEqual([]);
  const verdicts = verdictsByJudge({ verdicts: review.ranges[0]?.verdicts ?? [] }).get('openai') ?? [];
  return { verdicts, requests: server.requests };
}

function statuses(verdicts: readonly Verdict[]): Record<string, string> {
  return Object.fromEntries(
    verdicts.map(({ dimension, status, statusReason }) => [dimension, `${status} ${statusReason ?? ''}`.trim()]),
  );
}

const allAnswered = Object.fromEntries(dimensions.map((id) => [id, 'answered']));

/** Kinds of the parts of every question, without repetition. */
function sentKinds(requests: readonly OpenaiRequest[]): string[] {
  const bodies = requests.map(({ body }) => body as { messages: { content: { type: string }[] }[] });
  return [...new Set(bodies.flatMap(({ messages }) => messages[1]?.content.map(({ type }) => type) ?? []))].sort();
}

it.each([
  ['vllm', ['input_audio', 'text', 'video_url'], 'video'],
  ['sglang', ['audio_url', 'text', 'video_url'], 'video'],
  ['llamacpp', ['image_url', 'input_audio', 'text'], 'frames'],
] as const)('judges every dimension of a clip by a model behind %s', async (kind, kinds, footage) => {
  const { verdicts, requests } = await judgedBy(kind, { hears: true, samples: 1 });
  expect(statuses(verdicts)).toEqual(allAnswered);
  const coverage = totalCoverage(scorecard(taxonomy, verdicts));
  expect(coverage.answered).toBe(coverage.asked);
  expect(coverage.answered).toBeGreaterThan(100);
  for (const { answers } of verdicts)
    for (const { answer, observations } of answers) if (answer !== 'na') expect(observations.length).toBeGreaterThan(0);
  const asked = verdicts.flatMap(({ model }) => model ?? []);
  expect(new Set(asked.map((record) => record.footage.kind))).toEqual(new Set([footage]));
  expect(new Set(asked.flatMap(({ versions }) => versions))).toEqual(new Set(['qwen3-vl-8b (b9554)']));
  expect(sentKinds(requests)).toEqual(kinds);
  expect(requests).toHaveLength(asked.length);
  expect(JSON.stringify(requests).includes('flash-shots.fault')).toBe(false);
});

it('takes the probabilities of the answers in place of more samples', async () => {
  const { verdicts, requests } = await judgedBy('vllm', { hears: true, samples: 3 });
  expect(statuses(verdicts)).toEqual(allAnswered);
  expect(requests).toHaveLength(verdicts.filter(({ model }) => model).length);
  const sampled = verdicts.flatMap(({ answers }) => answers.flatMap((answer) => answer.sampled ?? []));
  expect(sampled.length).toBeGreaterThan(50);
  for (const { votes } of sampled) expect(Math.max(...Object.values(votes))).toBeCloseTo(0.7);
});

it('asks a model that cannot hear nothing about sound', async () => {
  const { verdicts, requests } = await judgedBy('ollama', { hears: false, samples: 1 });
  const unheard = Object.entries(statuses(verdicts)).filter(([, status]) => status !== 'answered');
  expect(unheard.map(([id]) => id).filter((id) => !id.startsWith('sound-design.'))).toEqual([]);
  expect(unheard.length).toBeGreaterThan(0);
  expect(unheard.every(([, status]) => status.includes('cannot hear'))).toBe(true);
  expect(sentKinds(requests)).toEqual(['image_url', 'text']);
});
