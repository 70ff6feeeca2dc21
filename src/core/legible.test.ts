import { expect, it } from 'vitest';
import { legible, legibleReview } from './legible.ts';
import type { Verdict } from './verdict.ts';

const NASTY = 'a\u001b\u0007\u202eb\u2066';
const WHOLE = { whole: true, span: { start: 0, end: 4 } };
const seen = { span: { start: 1, end: 2 }, text: NASTY };

it('takes out what steers the letters around it, and leaves lines, letters and marks of every script', () => {
  expect(legible(`${NASTY}\n\tשלום é 👩‍🚀 <b>`)).toBe('ab\n\tשלום é 👩‍🚀 <b>');
});

it('reaches every text of a verdict, and changes nothing else', () => {
  const verdict: Verdict = {
    ...{ schema: 1, id: 'v', run: 'r', clip: { hash: 'h', path: 'p' }, range: WHOLE, dimension: 'd' },
    judge: { id: 'j', fingerprint: 'f' },
    status: 'answered',
    statusReason: NASTY,
    asked: ['q'],
    answers: [{ rationale: 'q', answer: 'fail', reason: NASTY, observations: [seen] }],
    proxies: [{ rationale: 'q', reading: NASTY, observations: [seen] }],
    reasoning: [{ subDimension: 's', evidence: [seen], rationale: NASTY, reflection: NASTY, uncertainty: 'low' }],
    open: [{ rationale: 'q', why: 'unsupported', reason: NASTY }],
    suspicions: [seen],
    createdAt: '2026-01-01T00:00:00Z',
  };
  const review = { clipHash: 'h', ranges: [{ range: WHOLE, verdicts: [verdict] }] };
  expect(legibleReview(review)).toEqual(JSON.parse(JSON.stringify(review).replaceAll(JSON.stringify(NASTY).slice(1, -1), 'ab')));
});
