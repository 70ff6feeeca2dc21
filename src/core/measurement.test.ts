import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradeValue, measurementSchema, type Threshold, timeSpanSchema } from './measurement.ts';

const TOO_LOUD: Threshold = { faultWhen: 'above', partial: -16, fail: -12 };
const TOO_QUIET: Threshold = { faultWhen: 'below', partial: -30, fail: -40 };
const WORSENING = ['pass', 'partial', 'fail'];

test.each([
  [TOO_LOUD, -20, 'pass'],
  [TOO_LOUD, -16, 'pass'],
  [TOO_LOUD, -15.9, 'partial'],
  [TOO_LOUD, -12, 'partial'],
  [TOO_LOUD, -11.9, 'fail'],
  [TOO_QUIET, -20, 'pass'],
  [TOO_QUIET, -30, 'pass'],
  [TOO_QUIET, -30.1, 'partial'],
  [TOO_QUIET, -40, 'partial'],
  [TOO_QUIET, Number.NEGATIVE_INFINITY, 'fail'],
] as const)('against %o the value %d earns %s', (threshold, value, grade) => {
  expect(gradeValue(value, threshold)).toBe(grade);
});

test('a worse value never earns a better grade', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
      const [less, more] = a <= b ? [a, b] : [b, a];
      const rank = (value: number, threshold: Threshold) => WORSENING.indexOf(gradeValue(value, threshold));
      expect(rank(more, TOO_LOUD)).toBeGreaterThanOrEqual(rank(less, TOO_LOUD));
      expect(rank(less, TOO_QUIET)).toBeGreaterThanOrEqual(rank(more, TOO_QUIET));
    }),
  );
});

test('a value that is not a number is an error and no pass', () => {
  expect(() => gradeValue(Number.NaN, TOO_LOUD)).toThrow(RangeError);
});

test('a span may be a moment but not end before it starts', () => {
  expect(timeSpanSchema.safeParse({ start: 1, end: 1 }).success).toBe(true);
  expect(timeSpanSchema.safeParse({ start: 1, end: 0.9 }).success).toBe(false);
  expect(timeSpanSchema.safeParse({ start: -0.1, end: 1 }).success).toBe(false);
});

test('a measurement survives JSON', () => {
  const measurement = {
    operator: 'loudness',
    quantity: 'programme loudness',
    value: -11.5,
    unit: 'LUFS',
    threshold: TOO_LOUD,
    span: { start: 0, end: 8 },
  };
  expect(measurementSchema.parse(JSON.parse(JSON.stringify(measurement)))).toEqual(measurement);
});
