import { expect, test } from 'vitest';
import { ArrowStep } from './arrowStep.ts';

test('single presses move a second, a held key ever more, and letting go begins anew', () => {
  const step = new ArrowStep();
  expect([step.press(1, 0), step.press(1, 1000), step.press(-1, 1010)]).toEqual([1, 1, -1]);
  const held = Array.from({ length: 40 }, (_, index) => step.press(1, 2000 + index * 33));
  expect([held[0], held[11], held[12], held[29], held[30]]).toEqual([1, 1, 3, 3, 10]);
  expect(step.press(1, 9000)).toBe(1);
});
