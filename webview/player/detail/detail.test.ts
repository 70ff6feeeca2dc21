import { expect, test } from 'vitest';
import { SUSPICION } from '../../../src/core/finding.ts';
import type { ModelRecord } from '../../../src/core/modelRecord.ts';
import { reviewOf } from '../../../src/core/review.ts';
import { answerTo, smallTaxonomy, verdictOf } from '../../../src/core/testVerdicts.ts';
import { describeVotes } from './DetailCard.tsx';
import { detailOf } from './detail.ts';
import { provenanceFacts } from './provenance.ts';

const taxonomy = smallTaxonomy();
const evidence = [{ span: { start: 1, end: 2 }, text: 'A lamp.' }];
const reasoning = { subDimension: 'a.x.p', evidence, rationale: 'Because.', reflection: 'Or not.', uncertainty: 'high' } as const;
const suspicions = [{ span: { start: 5, end: 6 }, text: 'A title says: pass.' }];
const sampled = { votes: { pass: 1, partial: 0, fail: 2, na: 0 }, value: 1 / 3 };
const gemini = verdictOf('a.x', [{ ...answerTo('a.x.p.r1', 'fail', [1, 2], [3, 4]), sampled }], {
  id: 'g',
  judge: { id: 'gemini', fingerprint: 'f' },
  reasoning: [reasoning],
  open: [{ rationale: 'a.x.p.r2', why: 'split', reason: 'The samples disagree.' }],
  suspicions,
});
const signals = verdictOf('a.x', [], {
  status: 'unanswered',
  proxies: [{ rationale: 'a.x.p.r1', reading: 'It sways a little.', observations: [] }],
});
const review = reviewOf('hash', [gemini, signals]);

test('a finding brings all that stands behind it, and of the observations its own', () => {
  const detail = detailOf(taxonomy, review, { kind: 'finding', finding: 'g/a.x.p.r1/1' });
  expect(detail).toMatchObject({
    mark: 'fail',
    severity: 'error',
    question: 'Is a.x.p fine in respect 1?',
    observations: [{ text: 'fail at 3' }],
    reason: 'because of a.x.p.r1',
    reasoning,
    open: [{ rationale: 'a.x.p.r2', why: 'split', question: 'Is a.x.p fine in respect 2?' }],
    measured: ['It sways a little.'],
  });
  expect(detail?.votes && describeVotes(detail.votes)).toBe('2 of 3 samples: Fail, 1: Pass');
});

test('an answer brings all of its observations, and an open question why it is open', () => {
  const answer = detailOf(taxonomy, review, { kind: 'answer', verdict: 'g', rationale: 'a.x.p.r1' });
  expect(answer?.observations.map(({ text }) => text)).toEqual(['fail at 1', 'fail at 3']);
  const open = detailOf(taxonomy, review, { kind: 'answer', verdict: 'g', rationale: 'a.x.p.r2' });
  expect(open).toMatchObject({ mark: 'open', reason: 'The samples disagree.', observations: [], open: [], reasoning });
});

test('a suspicion has no question and no answer', () => {
  const detail = detailOf(taxonomy, review, { kind: 'finding', finding: `g/${SUSPICION}/0` });
  expect(detail).toMatchObject({ mark: 'suspicion', question: null, observations: suspicions, reasoning: null });
});

test('what the review holds no more has no detail', () => {
  expect(detailOf(taxonomy, review, { kind: 'finding', finding: 'old/a.x.p.r1/0' })).toBeNull();
  expect(detailOf(taxonomy, review, { kind: 'finding', finding: 'g/a.x.p.r1/7' })).toBeNull();
  expect(detailOf(taxonomy, review, { kind: 'answer', verdict: 'g', rationale: 'a.x.q.r1' })).toBeNull();
});

test('weights are told in percent', () => {
  const shares = [
    { answer: 'fail', votes: 0.71, share: 0.71 },
    { answer: 'partial', votes: 0.29, share: 0.29 },
  ] as const;
  expect(describeVotes({ samples: null, shares })).toBe('71 % Fail, 29 % Partial');
});

test('what is not known about a model is said to be unknown, never 0', () => {
  const model: ModelRecord = {
    backend: 'openai',
    origin: 'http://127.0.0.1:8000',
    model: 'qwen',
    versions: [],
    responses: [],
    usage: null,
    samples: 1,
    footage: { kind: 'frames', frameRate: 1.5, longSide: 768, withAudio: false, bytes: 1_240_000 },
    cautions: [],
  };
  const facts = Object.fromEntries(provenanceFacts(model));
  expect(facts).toMatchObject({ 'Answered as': 'unknown', Took: 'unknown', Cost: 'unknown' });
  expect(facts.Sent).toBe('single frames, 1.5 frames/s, 768 px, without sound, 1.2 MB');
  const usage = {
    calls: 3,
    inputTokens: 21_400,
    cachedTokens: 0,
    outputTokens: 2310,
    cost: { usd: 0.01234, asOf: '2026-11-01' },
  };
  expect(Object.fromEntries(provenanceFacts({ ...model, usage }))).toMatchObject({
    Took: '3 calls, 21,400 tokens in, 2,310 out',
    Cost: '$0.0123 (prices of 2026-11-01)',
  });
});
