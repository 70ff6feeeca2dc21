import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Boundary, shotsOf } from './signals.ts';

function boundary(start: number, end = start): Boundary {
  return { kind: start === end ? 'cut' : 'dissolve', start, end, confidence: 1 };
}

const boundaries = fc.array(
  fc
    .tuple(fc.double({ min: 0, max: 70, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true }))
    .map(([start, length]) => boundary(start, start + length)),
  { maxLength: 12 },
);

test('shots tile the clip in order, whatever the boundaries', () => {
  fc.assert(
    fc.property(boundaries, fc.double({ min: 0.04, max: 60, noNaN: true }), (given, duration) => {
      const shots = shotsOf(given, duration);
      expect(shots[0]?.start).toBe(0);
      expect(shots.at(-1)?.end).toBe(duration);
      expect(shots.map(({ index }) => index)).toEqual([...shots.keys()]);
      for (const [index, shot] of shots.entries()) {
        expect(shot.end).toBeGreaterThan(shot.start);
        if (index > 0) expect(shot.start).toBe(shots[index - 1]?.end);
      }
    }),
  );
});

test('a clip without boundaries is one shot', () => {
  expect(shotsOf([], 4)).toEqual([{ index: 0, start: 0, end: 4 }]);
});

test('a cut splits at its frame, a gradual transition at its middle', () => {
  expect(shotsOf([boundary(1), boundary(2, 3)], 4)).toEqual([
    { index: 0, start: 0, end: 1 },
    { index: 1, start: 1, end: 2.5 },
    { index: 2, start: 2.5, end: 4 },
  ]);
});

test('boundaries out of order, repeated, or at the ends of the clip make no empty or overlapping shots', () => {
  expect(
    shotsOf([boundary(3), boundary(0), boundary(1), boundary(3), boundary(4), boundary(9)], 4).map(({ start }) => start),
  ).toEqual([0, 1, 3]);
});
