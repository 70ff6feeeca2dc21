import { expect, test } from 'vitest';
import { voteSpread } from './votes.ts';

const none = { pass: 0, partial: 0, fail: 0, na: 0 };

test('whole votes are samples, most first', () => {
  expect(voteSpread({ ...none, pass: 1, fail: 2 })).toEqual({
    samples: 3,
    shares: [
      { answer: 'fail', votes: 2, share: 2 / 3 },
      { answer: 'pass', votes: 1, share: 1 / 3 },
    ],
  });
});

test('weights are no samples', () => {
  const spread = voteSpread({ ...none, pass: 0.25, partial: 0.75 });
  expect(spread?.samples).toBeNull();
  expect(spread?.shares.map(({ answer, share }) => [answer, share])).toEqual([
    ['partial', 0.75],
    ['pass', 0.25],
  ]);
});

test('one sample, or none, spreads over nothing', () => {
  expect(voteSpread({ ...none, fail: 1 })).toBeNull();
  expect(voteSpread(none)).toBeNull();
});
