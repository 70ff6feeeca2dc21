import { expect, test } from 'vitest';
import { dragEdge, NO_RANGE, rangeOf, withIn, withOut } from './inOut.ts';

test('a missing mark stands for that end of the clip', () => {
  expect(rangeOf(NO_RANGE, 10)).toBeNull();
  expect(rangeOf({ in: 2, out: null }, 10)).toEqual({ start: 2, end: 10 });
  expect(rangeOf({ in: null, out: 3 }, 10)).toEqual({ start: 0, end: 3 });
});

test('a mark on the wrong side of the other replaces it', () => {
  expect(withIn({ in: 1, out: 3 }, 4)).toEqual({ in: 4, out: null });
  expect(withIn({ in: 1, out: 3 }, 3)).toEqual({ in: 3, out: null });
  expect(withOut({ in: 4, out: 6 }, 2)).toEqual({ in: null, out: 2 });
  expect(withOut({ in: 4, out: 6 }, 5)).toEqual({ in: 4, out: 5 });
});

test('a dragged edge snaps to frames and never crosses the other', () => {
  const marks = { in: 2, out: 4 };
  expect(dragEdge(marks, 'in', { start: 3, end: 3.04 }, 10)).toEqual({ in: 3, out: 4 });
  expect(dragEdge(marks, 'in', { start: 4, end: 4.04 }, 10)).toEqual(marks);
  expect(dragEdge(marks, 'out', { start: 2, end: 2.04 }, 10)).toEqual({ in: 2, out: 2.04 });
  expect(dragEdge(marks, 'out', { start: 1, end: 1.04 }, 10)).toEqual(marks);
});

test('dragging an edge that stands for the end of the clip sets the mark', () => {
  expect(dragEdge({ in: 2, out: null }, 'out', { start: 5, end: 5.04 }, 10)).toEqual({ in: 2, out: 5.04 });
});
