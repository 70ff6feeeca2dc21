import { expect, test } from 'vitest';
import { neighbourSpeed, shuttled } from './shuttle.ts';

test.each([
  [0, 1, 1, 1],
  [0, -1, 1, -1],
  [0, 1, 2, 2],
  [1, 1, 1, 2],
  [4, 1, 1, 4],
  [2, -1, 1, 1],
  [1, -1, 1, -1],
  [0.5, -1, 1, -1],
  [0.5, 1, 1, 1],
  [-1, -1, 1, -2],
  [-1, 1, 1, 1],
  [1, -1, 2, -2],
  [-2, -1, 2, -4],
] as const)('from speed %d in direction %d by %d it becomes %d', (speed, direction, rungs, result) => {
  expect(shuttled(speed, direction, rungs)).toBe(result);
});

test('slower and faster go through the speeds and stop at the ends', () => {
  expect([neighbourSpeed(1, -1), neighbourSpeed(1, 1), neighbourSpeed(0.1, -1), neighbourSpeed(4, 1)]).toEqual([
    0.75, 1.25, 0.1, 4,
  ]);
});
