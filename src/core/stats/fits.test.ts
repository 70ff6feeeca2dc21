import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nonNegativeAffine } from './affine.ts';
import { conformalRadius } from './conformal.ts';
import { alongKnots, isotonicRegression, poolAdjacentViolators } from './isotonic.ts';
import { seededRandom } from './random.ts';
import { reliabilityBins } from './reliabilityDiagram.ts';

const value = fc.integer({ min: -50, max: 50 });

describe('pooling adjacent violators', () => {
  const weighted = fc.array(fc.tuple(value, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 20 });

  it('never falls, keeps the weighted mean, and leaves what already rises', () => {
    fc.assert(
      fc.property(weighted, (rows) => {
        const [values, weights] = [rows.map(([each]) => each), rows.map(([, weight]) => weight)];
        const fitted = poolAdjacentViolators(values, weights);
        expect(fitted.every((each, index) => index === 0 || each >= (fitted[index - 1] ?? each))).toBe(true);
        const sum = (list: readonly number[]) => list.reduce((total, each, index) => total + each * (weights[index] ?? 0), 0);
        expect(sum(fitted)).toBeCloseTo(sum(values), 7);
        expect(poolAdjacentViolators(fitted, weights)).toEqual(fitted.map((each) => expect.closeTo(each, 9)));
      }),
    );
  });

  it('is the min-max formula: max over starts of min over ends of the mean between', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 10 }), (values) => {
        const meanOf = (from: number, to: number) =>
          values.slice(from, to + 1).reduce((sum, each) => sum + each, 0) / (to - from + 1);
        const expected = values.map((_, index) =>
          Math.max(
            ...values
              .slice(0, index + 1)
              .map((__, from) => Math.min(...values.slice(index).map((___, step) => meanOf(from, index + step)))),
          ),
        );
        expect(poolAdjacentViolators(values)).toEqual(expected.map((each) => expect.closeTo(each, 9)));
      }),
    );
  });

  it('refuses a weight that is not positive', () => {
    expect(() => poolAdjacentViolators([1, 2], [1, 0])).toThrow(RangeError);
  });
});

describe('isotonic regression', () => {
  const points = fc.array(fc.tuple(fc.nat({ max: 6 }), value), { minLength: 1, maxLength: 20 });

  it('does not depend on the order of its points and never leaves their range', () => {
    fc.assert(
      fc.property(points, fc.double({ min: -3, max: 9, noNaN: true }), (rows, x) => {
        const curveOf = (list: typeof rows) =>
          isotonicRegression(
            list.map(([place]) => place),
            list.map(([, height]) => height),
          );
        const at = alongKnots(curveOf(rows), x);
        expect(alongKnots(curveOf([...rows].reverse()), x)).toBeCloseTo(at, 9);
        const heights = rows.map(([, height]) => height);
        expect(at).toBeGreaterThanOrEqual(Math.min(...heights) - 1e-9);
        expect(at).toBeLessThanOrEqual(Math.max(...heights) + 1e-9);
        expect(alongKnots(curveOf(rows), x + 0.5)).toBeGreaterThanOrEqual(at - 1e-9);
      }),
    );
  });

  it('weights repeat a point', () => {
    fc.assert(
      fc.property(points, (rows) => {
        const repeated = rows.flatMap((row, index) => Array.from({ length: 1 + (index % 3) }, () => row));
        const plain = isotonicRegression(
          repeated.map(([x]) => x),
          repeated.map(([, y]) => y),
        );
        const weighted = isotonicRegression(
          rows.map(([x]) => x),
          rows.map(([, y]) => y),
          rows.map((_, index) => 1 + (index % 3)),
        );
        for (const x of [-1, 0, 1, 2.5, 4, 6, 7]) expect(alongKnots(weighted, x)).toBeCloseTo(alongKnots(plain, x), 9);
      }),
    );
  });

  it('runs straight between knots and level beyond', () => {
    const knots = isotonicRegression([1, 2, 3, 4], [0, 5, 3, 10]);
    expect(knots).toEqual([
      { x: 1, y: 0 },
      { x: 2, y: 4 },
      { x: 3, y: 4 },
      { x: 4, y: 10 },
    ]);
    expect([0, 1.5, 2.5, 3.5, 9].map((x) => alongKnots(knots, x))).toEqual([0, 2, 4, 7, 10]);
    expect(isotonicRegression([1, 2, 3], [5, 5, 5])).toEqual([
      { x: 1, y: 5 },
      { x: 3, y: 5 },
    ]);
  });
});

describe('non-negative affine', () => {
  it('finds a rising line and answers a falling one by the mean', () => {
    expect(nonNegativeAffine([0, 1, 2], [1, 3, 5])).toEqual({ intercept: 1, slope: 2 });
    expect(nonNegativeAffine([0, 1, 2], [5, 3, 1])).toEqual({ intercept: 3, slope: 0 });
    expect(nonNegativeAffine([2, 2], [0, 1])).toEqual({ intercept: 0.5, slope: 0 });
    expect(nonNegativeAffine([], [])).toBeNull();
  });

  it('no rising line lies nearer', () => {
    const points = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 15 });
    const line = fc.tuple(fc.double({ min: -60, max: 60, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }));
    fc.assert(
      fc.property(points, line, (rows, [intercept, slope]) => {
        const loss = (line: { intercept: number; slope: number }) =>
          rows.reduce((sum, [x, y]) => sum + (y - line.intercept - line.slope * x) ** 2, 0);
        const best = nonNegativeAffine(
          rows.map(([x]) => x),
          rows.map(([, y]) => y),
        );
        expect(loss(best ?? { intercept: 0, slope: 0 })).toBeLessThanOrEqual(loss({ intercept, slope }) + 1e-6);
      }),
    );
  });
});

describe('conformal radius', () => {
  it('is infinite until enough clips are known: 9 for 90 %, 19 for 95 %', () => {
    const residuals = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
    expect(conformalRadius(residuals(8), 0.9)).toBe(Number.POSITIVE_INFINITY);
    expect(conformalRadius(residuals(9), 0.9)).toBe(9);
    expect(conformalRadius(residuals(18), 0.95)).toBe(Number.POSITIVE_INFINITY);
    expect(conformalRadius(residuals(19), 0.95)).toBe(19);
    expect(conformalRadius(residuals(99), 0.9)).toBe(90);
    expect(conformalRadius([], 0.5)).toBe(Number.POSITIVE_INFINITY);
    expect(() => conformalRadius([1], 1)).toThrow(RangeError);
  });

  it('does not depend on sign or order and grows with coverage', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), fc.double({ min: 0.05, max: 0.9, noNaN: true }), (residuals, coverage) => {
        const radius = conformalRadius(residuals, coverage);
        expect(conformalRadius(residuals.map((each) => -each).reverse(), coverage)).toBe(radius);
        expect(conformalRadius(residuals, coverage + 0.05)).toBeGreaterThanOrEqual(radius);
      }),
    );
  });

  it('covers as often as it says', () => {
    const random = seededRandom(5);
    let held = 0;
    for (let repetition = 0; repetition < 4000; repetition += 1) {
      const radius = conformalRadius(Array.from({ length: 29 }, random), 0.9);
      if (random() <= radius) held += 1;
    }
    // Exactly 27/30; three standard errors are 1.4 %.
    expect(held / 4000).toBeGreaterThan(0.885);
    expect(held / 4000).toBeLessThan(0.915);
  });
});

describe('reliability bins', () => {
  it('hold every clip once and keep both means', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share)), fc.integer({ min: 1, max: 20 }), (rows, count) => {
        const bins = reliabilityBins(
          rows.map(([predicted]) => predicted),
          rows.map(([, observed]) => observed),
          count,
        );
        expect(bins).toHaveLength(count);
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(rows.length);
        const total = bins.reduce((sum, bin) => sum + bin.count * (bin.meanObserved ?? 0), 0);
        expect(total).toBeCloseTo(
          rows.reduce((sum, [, observed]) => sum + observed, 0),
          7,
        );
      }),
    );
  });

  it('put the best score into the last bin and say nothing of an empty one', () => {
    expect(reliabilityBins([1, 0.9], [0.5, 1], 2)).toEqual([
      { from: 0, to: 0.5, count: 0, meanPredicted: null, meanObserved: null },
      { from: 0.5, to: 1, count: 2, meanPredicted: 0.95, meanObserved: 0.75 },
    ]);
    expect(() => reliabilityBins([1.1], [1], 2)).toThrow(RangeError);
  });
});
