import { describe, expect, it } from 'vitest';
import type { DrawnTrace } from '../../../src/core/trace.ts';
import { traceShape } from './traceShape.ts';

function trace(values: readonly number[], threshold: DrawnTrace['threshold'] = null): DrawnTrace {
  const times = Float64Array.from(values, (_, i) => i);
  return { operator: 'o', title: 'O', unit: '', aspect: 'a', times, values: Float32Array.from(values), threshold };
}

describe('the shape of a trace', () => {
  it('fills its track from the smallest to the largest value, and has holes where there is none', () => {
    expect([...traceShape(trace([2, 4, Number.NaN, 3])).shares]).toEqual([0, 1, Number.NaN, 0.5]);
  });

  it('makes room for limits, but not for one so far off that the curve would be flat', () => {
    const { limits, shares } = traceShape(trace([0, 1], { partial: 2, fail: 50 }));
    expect(limits).toEqual([{ grade: 'partial', share: 1 }]);
    expect(shares[1]).toBe(0.5);
  });

  it('draws what never changes in the middle', () => {
    expect([...traceShape(trace([7, 7])).shares]).toEqual([0.5, 0.5]);
  });
});
