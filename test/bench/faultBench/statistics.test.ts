import { expect, test } from 'vitest';
import { areaUnderCurve, quantileOf } from './statistics.ts';

test('the area under the curve counts won pairs, and ties as halves', () => {
  expect(areaUnderCurve([3, 4], [1, 2])).toBe(1);
  expect(areaUnderCurve([1, 2], [3, 4])).toBe(0);
  expect(areaUnderCurve([1, 3], [2, 3])).toBe(0.375);
  expect(areaUnderCurve([], [1])).toBeNull();
});

test('a quantile is one of the values', () => {
  expect(quantileOf([3, 1, 2], 0.5)).toBe(2);
  expect(quantileOf([4, 1, 2, 3], 0.95)).toBe(4);
  expect(quantileOf([], 0.5)).toBeNull();
});
