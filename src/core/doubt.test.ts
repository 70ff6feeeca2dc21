import { expect, it } from 'vitest';
import { doubtAbout, isDoubtful } from './doubt.ts';
import type { Reasoning, Sampled, Verdict } from './verdict.ts';

const answer = (rationale: string, votes?: Partial<Sampled['votes']>): Verdict['answers'][number] => ({
  ...{ rationale, answer: 'pass', reason: 'So it is.', observations: [] },
  ...(votes && { sampled: { votes: { pass: 0, partial: 0, fail: 0, na: 0, ...votes }, value: null } }),
});
const reasoning = (subDimension: string, uncertainty: Reasoning['uncertainty']): Reasoning => ({
  ...{ subDimension, evidence: [], rationale: 'It seems so.', reflection: 'It may be meant.', uncertainty },
});

it('takes the least sure of what a judge says, and counts what its samples disagree about, below one node', () => {
  const verdict = {
    answers: [
      answer('a.b.c.one', { pass: 3 }),
      answer('a.b.c.two', { pass: 2, fail: 1 }),
      answer('a.b.d.three', { pass: 0.95, fail: 0.05 }),
      answer('a.b.d.four', { pass: 0.6, fail: 0.4 }),
      answer('a.bb.c.five', { pass: 1, fail: 1 }),
    ],
    reasoning: [reasoning('a.b.c', 'low'), reasoning('a.b.d', 'medium'), reasoning('a.bb.c', 'high')],
  };
  expect(doubtAbout('a.b', [verdict])).toEqual({ uncertainty: 'medium', split: 2 });
  expect(doubtAbout('a.b.c', [verdict])).toEqual({ uncertainty: 'low', split: 1 });
  expect(doubtAbout('a', [verdict])).toEqual({ uncertainty: 'high', split: 3 });
});

it('has none about what was asked once and nobody doubts', () => {
  const doubt = doubtAbout('a', [{ answers: [answer('a.b.c.one'), answer('a.b.c.two', { pass: 1 })] }]);
  expect(doubt).toEqual({ uncertainty: null, split: 0 });
  expect(isDoubtful(doubt)).toBe(false);
  expect(isDoubtful({ uncertainty: 'medium', split: 0 })).toBe(false);
  expect(isDoubtful({ uncertainty: 'high', split: 0 })).toBe(true);
  expect(isDoubtful({ uncertainty: 'low', split: 1 })).toBe(true);
});
