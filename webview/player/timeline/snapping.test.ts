import { expect, test } from 'vitest';
import { snapTarget, snapTargets } from './snapping.ts';

test('a time snaps to the nearest target within some pixels', () => {
  const targets = snapTargets([4, 2, 2, 4.05]);
  expect([...targets]).toEqual([2, 4, 4.05]);
  expect(snapTarget(targets, 2.04, 100)).toBe(2);
  expect(snapTarget(targets, 4.03, 100)).toBe(4.05);
  expect(snapTarget(targets, 1.96, 100)).toBe(2);
  expect(snapTarget(targets, 2.1, 100)).toBeNull();
  expect(snapTarget(targets, 2.1, 20)).toBe(2);
});

test('where targets crowd, nothing snaps', () => {
  const crowd = snapTargets(Array.from({ length: 1000 }, (_, i) => i / 100));
  expect(snapTarget(crowd, 5.004, 10)).toBeNull();
  expect(snapTarget(crowd, 5.004, 1000)).toBe(5);
});
