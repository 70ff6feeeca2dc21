import { describe, expect, it } from 'vitest';
import type { DrawnTrace } from '../../../src/core/trace.ts';
import { timeScale } from './scale.ts';
import { tracePlot } from './tracePlot.ts';

const scale = timeScale(10, 100);

function trace(values: readonly number[], threshold: DrawnTrace['threshold'] = null): DrawnTrace {
  const times = Float64Array.from(values, (_, i) => i);
  return { operator: 'o', title: 'O', unit: '', times, values: Float32Array.from(values), threshold };
}

describe('a plotted trace', () => {
  it('fills its track from the smallest to the largest value', () => {
    expect(tracePlot(trace([2, 4, 3]), scale).lines).toEqual([
      [
        { x: 0, share: 0 },
        { x: 10, share: 1 },
        { x: 20, share: 0.5 },
      ],
    ]);
  });

  it('breaks where there is no value and still shows a lone point', () => {
    const { lines } = tracePlot(trace([1, Number.NaN, 3, 2]), scale);
    expect(lines.map((line) => line.map(({ x }) => x))).toEqual([
      [0, 1],
      [20, 30],
    ]);
  });

  it('makes room for limits, but not for one so far off that the curve would be flat', () => {
    const { limits, lines } = tracePlot(trace([0, 1], { partial: 2, fail: 50 }), scale);
    expect(limits).toEqual([{ grade: 'partial', share: 1 }]);
    expect(lines[0]?.[1]?.share).toBe(0.5);
  });

  it('draws what never changes in the middle', () => {
    expect(tracePlot(trace([7, 7]), scale).lines[0]?.map(({ share }) => share)).toEqual([0.5, 0.5]);
  });
});
