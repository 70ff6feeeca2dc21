import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FrameTable, formatTime, frameAt, frameSpan, intersect, overlap, seekTimeOf, spanLength } from './time.ts';

/** Frame tables of constant and variable rate: 1 to 200 frames, each on screen for 2 ms to 2 s, as exact microseconds. */
const frameTables = fc
  .record({
    first: fc.integer({ min: 0, max: 100_000 }),
    lengths: fc.array(fc.integer({ min: 2_000, max: 2_000_000 }), { minLength: 1, maxLength: 200 }),
  })
  .map(({ first, lengths }): FrameTable => {
    const edges = [first];
    for (const length of lengths) edges.push((edges.at(-1) ?? 0) + length);
    return { times: Float64Array.from(edges.slice(0, -1), (edge) => edge / 1e6), end: (edges.at(-1) ?? 0) / 1e6 };
  });

const frames = frameTables.chain((table) =>
  fc.record({ table: fc.constant(table), index: fc.integer({ min: 0, max: table.times.length - 1 }) }),
);

const spans = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }))
  .map(([start, length]) => ({ start, end: start + length }));

describe('frames', () => {
  test('seeking to a frame shows that frame', () => {
    fc.assert(
      fc.property(frames, ({ table, index }) => {
        expect(frameAt(table, seekTimeOf(table, index))).toBe(index);
      }),
    );
  });

  test('a frame is on screen from its own time until just before that of the next', () => {
    fc.assert(
      fc.property(frames, fc.double({ min: 0, max: 0.999, noNaN: true }), ({ table, index }, share) => {
        const { start, end } = frameSpan(table, index);
        expect(frameAt(table, start + share * (end - start))).toBe(index);
      }),
    );
  });

  test('the spans of all frames follow one another up to the end', () => {
    fc.assert(
      fc.property(frameTables, (table) => {
        const all = [...table.times.keys()].map((index) => frameSpan(table, index));
        expect(all.map(({ end }) => end)).toEqual([...all.slice(1).map(({ start }) => start), table.end]);
        for (const span of all) expect(spanLength(span)).toBeGreaterThan(0);
      }),
    );
  });

  test('times outside of the clip show the first or the last frame', () => {
    const table: FrameTable = { times: Float64Array.of(0.5, 0.54, 0.58), end: 0.62 };
    expect(frameAt(table, 0)).toBe(0);
    expect(frameAt(table, 99)).toBe(2);
  });

  test('a time rounded just below the border belongs to the frame that begins there', () => {
    const table: FrameTable = { times: Float64Array.of(0, 1001 / 30000, 2002 / 30000), end: 3003 / 30000 };
    expect(frameAt(table, 0.033366)).toBe(1);
    expect(frameAt(table, 0.0333)).toBe(0);
  });

  test('a frame that does not exist is an error', () => {
    const table: FrameTable = { times: Float64Array.of(0), end: 0.04 };
    expect(() => frameSpan(table, 1)).toThrow(RangeError);
    expect(() => seekTimeOf(table, -1)).toThrow(RangeError);
  });
});

describe('formatTime', () => {
  test.each([
    [0, '0:00.000'],
    [-0.2, '0:00.000'],
    [7.0405, '0:07.041'],
    [59.9996, '1:00.000'],
    [3599.9999, '1:00:00.000'],
    [3725.25, '1:02:05.250'],
  ])('%d s is %s', (seconds, text) => {
    expect(formatTime(seconds)).toBe(text);
  });
});

describe('spans', () => {
  test('the common part of two spans lies in both and does not depend on their order', () => {
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const common = intersect(a, b);
        expect(intersect(b, a)).toEqual(common);
        if (!common) return;
        expect(spanLength(common)).toBeGreaterThan(0);
        for (const span of [a, b]) {
          expect(common.start).toBeGreaterThanOrEqual(span.start);
          expect(common.end).toBeLessThanOrEqual(span.end);
        }
      }),
    );
  });

  test('spans that only touch have nothing in common', () => {
    expect(intersect({ start: 0, end: 1 }, { start: 1, end: 2 })).toBeNull();
    expect(overlap({ start: 0, end: 1 }, { start: 1, end: 2 })).toBe(false);
  });

  test('spans of some length overlap exactly where they have a common part', () => {
    fc.assert(
      fc.property(
        spans.filter((span) => spanLength(span) > 0),
        spans.filter((span) => spanLength(span) > 0),
        (a, b) => {
          expect(overlap(a, b)).toBe(intersect(a, b) !== null);
        },
      ),
    );
  });

  test('a moment overlaps itself and the span that holds it', () => {
    const moment = { start: 2, end: 2 };
    expect(overlap(moment, moment)).toBe(true);
    expect(overlap(moment, { start: 1, end: 3 })).toBe(true);
    expect(overlap({ start: 2, end: 3 }, moment)).toBe(true);
    expect(overlap(moment, { start: 1, end: 2 })).toBe(false);
  });
});
