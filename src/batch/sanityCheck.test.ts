import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Judge } from '../core/judge.ts';
import { rationalesOf } from '../core/taxonomy/walk.ts';
import { startTestGemini } from '../judges/gemini/testBackend.ts';
import { createModelJudge } from '../judges/modelJudge.ts';
import { checkSanity } from './sanityCheck.ts';
import { createTestBench, type TestBench } from './testBench.ts';

const LENS = { dimensions: ['cinematography.lens'], signal: new AbortController().signal };
let bench: TestBench;

beforeEach(async () => {
  bench = await createTestBench();
});
afterEach(() => bench.remove());

/** Passes everything it can see, and says of nothing that there is nothing. A JPEG of one grey is far smaller than any picture. */
const looking: Judge = {
  id: 'looking',
  fingerprint: () => 'f',
  async judge({ footage, range }, dimensions, { signal, onJudgement }) {
    const [frame] = await footage.frames({ times: [range.span.start], longSide: 128 }, signal);
    const answer = (frame?.jpeg.length ?? 0) > 2000 ? ('pass' as const) : ('na' as const);
    for (const dimension of dimensions) {
      const answers = rationalesOf(dimension).map(({ id }) => ({ rationale: id, answer, reason: 'Seen.', observations: [] }));
      onJudgement(dimension, { status: 'answered', answers });
    }
  },
};

it('believes a judge that finds nothing in nothing', async () => {
  const path = await bench.clip('a.mp4');
  expect(await checkSanity(bench.context, path, looking, LENS)).toEqual({ compared: 0, same: 0, withdrawn: 19, looks: true });
  expect(await bench.store.verdictsOn(await bench.store.hashOf(path))).toEqual([]);
});

it('finds out a model that answers alike whatever it is shown', async () => {
  const { backend, server } = await startTestGemini();
  const judge = createModelJudge({
    backend,
    mode: 'standard',
    samples: 1,
    atOnce: 2,
    withMeasurements: false,
    operatorsFingerprint: () => '',
  });
  const check = await checkSanity(bench.context, await bench.clip('a.mp4'), judge, LENS);
  expect(check).toMatchObject({ withdrawn: 0, looks: false });
  expect(check.same).toBe(check.compared);
  const sent = server.requests.flatMap(({ route, body }) => (route === 'generate' ? JSON.stringify(body) : []));
  expect(new Set(sent.map((body) => /"data":"([^"]*)"/.exec(body)?.[1])).size).toBe(2);
});

it('says nothing where too little is answered', async () => {
  const silent: Judge = { ...looking, judge: async () => undefined };
  const path = await bench.clip('a.mp4');
  expect(await checkSanity(bench.context, path, silent, LENS)).toMatchObject({ looks: null });
});
