import { expect, test } from 'vitest';
import { FLOOR, fallen, levelOf, peakOf } from './level.ts';

test('the peak is the largest sample of either sign in dB', () => {
  expect(peakOf(Float32Array.of(0.1, -0.5, 0.2))).toBeCloseTo(-6.02, 2);
  expect(peakOf(new Float32Array(8))).toBe(FLOOR);
});

test('a meter rises at once and falls 20 dB in 1.7 s', () => {
  expect(fallen(-40, -3, 0.01)).toBe(-3);
  expect(fallen(-3, -60, 1.7)).toBeCloseTo(-23, 9);
  expect(fallen(-59, -60, 5)).toBe(FLOOR);
});

test('its length goes from the floor to full scale', () => {
  expect([levelOf(FLOOR), levelOf(-30), levelOf(0), levelOf(3)]).toEqual([0, 0.5, 1, 1]);
});
