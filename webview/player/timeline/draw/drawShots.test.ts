import { expect, test } from 'vitest';
import type { Boundary } from '../../../../src/core/signals.ts';
import { clearOfTransitions } from './drawShots.ts';

const boundary = (kind: Boundary['kind'], start: number, end: number): Boundary => ({ kind, start, end, confidence: 1 });

test('the number of a shot stands where no transition is hatched over it', () => {
  const shot = { start: 2, end: 6 };
  expect(clearOfTransitions(shot, boundary('dissolve', 1.5, 2.5), boundary('wipe', 5, 7))).toEqual({ start: 2.5, end: 5 });
  expect(clearOfTransitions(shot, boundary('cut', 2, 2), undefined)).toEqual(shot);
});

test('boundaries elsewhere do not move it', () => {
  const shot = { start: 2, end: 6 };
  expect(clearOfTransitions(shot, boundary('dissolve', 8, 9), boundary('dissolve', 0, 1))).toEqual(shot);
});
