import { expect, it } from 'vitest';
import { requestOf } from '../../../test/fixtures/scriptedBackend.ts';
import type { Judgement } from '../../core/judge.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { dimensionsOf } from '../../core/taxonomy/walk.ts';
import { createModelJudge } from '../modelJudge.ts';
import { startTestGemini, untouched } from './testBackend.ts';

it('Gemini judges the whole taxonomy over the wire, and the audit tells which requests were about what', async () => {
  const { backend, audit } = await startTestGemini({}, { duration: 2 });
  const judge = createModelJudge({
    backend,
    mode: 'standard',
    samples: 1,
    atOnce: 4,
    withMeasurements: false,
    operatorsFingerprint: () => 'operators',
  });
  const request = requestOf();
  const judgements = new Map<string, Judgement>();
  const dimensions = dimensionsOf(builtinTaxonomy());
  const onJudgement = ({ id }: { id: string }, judgement: Judgement) => judgements.set(id, judgement);
  await judge.judge(request, dimensions, { signal: untouched(), onJudgement });
  expect([...judgements.keys()].toSorted()).toEqual(dimensions.map(({ id }) => id).toSorted());
  const asked = [...judgements].filter(([, { model }]) => model !== undefined);
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.every(([, { status }]) => status === 'answered')).toBe(true);
  expect(audit.map((entry) => entry.dimensions.join()).toSorted()).toEqual(asked.map(([id]) => id).toSorted());
  expect(new Set(audit.map(({ clip }) => clip))).toEqual(new Set([request.clip.hash]));
});
