import { expect, it } from 'vitest';
import { steeringOf } from './steering.ts';

const FRAME = 1 / 24;

it.each([
  [0, 1],
  [FRAME / 5, 1],
  [-FRAME / 5, 1],
  [0.04, 0.9],
  [-0.04, 1.1],
  [0.29, 0.75],
  [-0.29, 1.25],
])('a drift of %d s plays at %d of the speed', (drift, factor) => {
  expect(steeringOf(drift, FRAME)).toEqual({ kind: 'rate', factor });
});

it('seeks when it is too far away', () => {
  for (const drift of [-2, -0.31, 0.31]) expect(steeringOf(drift, FRAME)).toEqual({ kind: 'seek' });
});

it('brings any drift under a frame', () => {
  for (const start of [-0.29, -0.1, 0.06, 0.29]) {
    let drift = start;
    for (let tick = 0; tick < 120; tick++) {
      const steering = steeringOf(drift, FRAME);
      drift += steering.kind === 'rate' ? (steering.factor - 1) / 60 : -drift;
    }
    expect(Math.abs(drift)).toBeLessThan(FRAME / 2);
  }
});
