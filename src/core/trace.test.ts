import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinned, valueAt } from './trace.ts';

const trace = (values: readonly number[]) => ({
  times: Float64Array.from(values, (_, i) => i / 10),
  values: Float32Array.from(values),
});

describe('a thinned trace', () => {
  it('is the trace itself when there is little of it', () => {
    expect(thinned(trace([3, Number.NaN, 1]), 10)).toEqual(trace([3, Number.NaN, 1]));
  });

  it('keeps the extremes at their times, in order, and is not much longer than asked', () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.constant(Number.NaN)), {
      minLength: 1,
      maxLength: 500,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 60 }), (given, most) => {
        const whole = trace(given);
        const few = thinned(whole, most);
        expect(few.values.length).toBeLessThanOrEqual(Math.max(most + 2, 2));
        expect([...few.times]).toEqual([...few.times].sort((a, b) => a - b));
        const numbers = given.filter((value) => !Number.isNaN(value));
        const kept = [...few.values].filter((value) => !Number.isNaN(value));
        if (numbers.length > 0) {
          expect(Math.max(...kept)).toBe(Math.max(...numbers));
          expect(Math.min(...kept)).toBe(Math.min(...numbers));
        }
        few.times.forEach((time, i) => {
          expect(few.values[i]).toBe(whole.values[whole.times.indexOf(time)]);
        });
      }),
    );
  });
});

describe('the value at a time', () => {
  const steps = trace([5, 6, Number.NaN, 8]);

  it('is that of the point that stands there', () => {
    expect([0, 0.05, 0.1, 0.2, 0.25, 9].map((t) => valueAt(steps, t))).toEqual([5, 5, 6, null, null, 8]);
  });

  it('is unknown before the first point', () => {
    expect(valueAt({ times: Float64Array.of(1), values: Float32Array.of(4) }, 0.5)).toBeNull();
  });
});
