import { expect, test } from 'vitest';
import { spanIndex } from './spanIndex.ts';

const items = Array.from({ length: 1000 }, (_, i) => {
  const start = (i * 37) % 1000;
  return { id: i, span: { start, end: start + (i % 10 === 0 ? 300 : (i % 7) / 2) } };
});

test('it finds what a look at everything finds', () => {
  const index = spanIndex(items);
  for (const [from, to] of [
    [0, 0],
    [500, 500],
    [499.5, 502],
    [998, 2000],
    [-5, -1],
  ] as const) {
    const expected = items.filter(({ span }) => span.start <= to && (span.end > from || span.start >= from));
    expect(new Set(index.between(from, to))).toEqual(new Set(expected));
  }
});

test('what ended before is left out, and what is but a moment is found at it', () => {
  const index = spanIndex([{ span: { start: 1, end: 2 } }, { span: { start: 3, end: 3 } }]);
  expect(index.between(2, 2)).toEqual([]);
  expect(index.between(3, 3)).toHaveLength(1);
});
