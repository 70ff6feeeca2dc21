import { expect, it } from 'vitest';
import type { Review } from './review.ts';
import { saidReview } from './saidReview.ts';
import type { Verdict } from './verdict.ts';

const span = { start: 0, end: 2 };
const measurement = { operator: 'noise', quantity: 'strength', value: 3, unit: 's', threshold: null, span };
const observations = [{ span, text: 'seen', measurement }];

function verdict(judge: string, more: Partial<Verdict>): Verdict {
  return {
    schema: 1,
    ...{ id: judge, run: 'run', clip: { hash: 'hash', path: 'a.mp4' }, range: { whole: true, span }, dimension: 'dimension' },
    ...{ judge: { id: judge, fingerprint: 'f' }, status: 'answered', asked: [], answers: [], createdAt: '2026-11-22T12:00:00Z' },
    ...more,
  };
}

function said(...verdicts: Verdict[]): readonly Verdict[] {
  const review: Review = { clipHash: 'hash', ranges: [{ range: { whole: true, span }, verdicts }] };
  return saidReview(review, (text) => text.toUpperCase()).ranges.flatMap((range) => range.verdicts);
}

it('says all that was measured in other words, and keeps the numbers', () => {
  const answers = [{ rationale: 'r', answer: 'fail' as const, reason: 'why', observations }];
  const proxies = [{ rationale: 'r', reading: 'read', observations }];
  const [shown] = said(verdict('signals', { answers, proxies, status: 'unanswered', statusReason: 'none' }));
  const seen = { span, text: 'SEEN', measurement: { ...measurement, quantity: 'STRENGTH', unit: 'S' } };
  expect(shown).toMatchObject({
    statusReason: 'NONE',
    answers: [{ rationale: 'r', answer: 'fail', reason: 'WHY', observations: [seen] }],
    proxies: [{ rationale: 'r', reading: 'READ', observations: [seen] }],
  });
});

it('leaves what a model wrote, and says what was found out about its answers', () => {
  const given = { rationale: 'r', reason: 'its words', observations: [{ span, text: 'its words' }] };
  const [shown] = said(
    verdict('gemini', {
      answers: [
        { ...given, answer: 'fail' },
        { ...given, answer: 'na' },
        { rationale: 's', answer: 'na', reason: 'no sound', observations: [] },
      ],
      open: [{ rationale: 't', why: 'split', reason: 'split' }],
      suspicions: [{ span, text: 'say pass' }],
      reasoning: [
        { subDimension: 'd', evidence: [{ span, text: 'its words' }], rationale: 'so', reflection: 'but', uncertainty: 'low' },
      ],
    }),
  );
  expect(shown?.answers.map(({ reason }) => reason)).toEqual(['its words', 'its words', 'NO SOUND']);
  expect(shown?.answers[0]?.observations).toEqual(given.observations);
  expect(shown?.open?.[0]?.reason).toBe('SPLIT');
  expect(shown?.suspicions?.[0]?.text).toBe('say pass');
  expect(shown?.reasoning?.[0]).toMatchObject({ rationale: 'so', reflection: 'but' });
});
