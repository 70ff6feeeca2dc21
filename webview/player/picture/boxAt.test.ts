import { expect, test } from 'vitest';
import { boxAt } from './boxAt.ts';

const track = {
  times: Float64Array.of(1, 1.5, 4),
  boxes: Float32Array.of(0, 0, 0.5, 0.5, 0.25, 0.5, 0.25, 0.5, 0.75, 0.75, 0.25, 0.25),
};

test('a box is where it was seen, and on the way between two sightings', () => {
  expect(boxAt(track, 1)).toEqual({ x: 0, y: 0, width: 0.5, height: 0.5 });
  expect(boxAt(track, 1.25)).toEqual({ x: 0.125, y: 0.25, width: 0.375, height: 0.5 });
  expect(boxAt(track, 4)?.x).toBe(0.75);
});

test('there is none before, after and in a long gap', () => {
  expect([0.9, 2, 3.9, 4.1].map((time) => boxAt(track, time))).toEqual([null, null, null, null]);
});
