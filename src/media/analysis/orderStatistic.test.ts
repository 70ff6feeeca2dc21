import { expect, test } from 'vitest';
import { orderStatistic } from './orderStatistic.ts';

test.each([1, 2, 5, 144])('the value at each index of %i sorted values is found', (length) => {
  const values = Float32Array.from({ length }, (_, i) => ((i * 7919) % 37) - 18 + ((i % 3) * 0.25 || 0));
  const sorted = values.toSorted();
  for (let index = 0; index < length; index++) expect(orderStatistic(values.slice(), index)).toBe(sorted[index]);
});

test('rising indices can be asked for one after the other', () => {
  const values = Float32Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
  expect([25, 50, 75].map((index, i) => orderStatistic(values, index, 25 * i))).toEqual([25, 50, 75]);
});

test('equal values are told apart from none', () => {
  expect(orderStatistic(new Float32Array(50).fill(3), 20)).toBe(3);
});
