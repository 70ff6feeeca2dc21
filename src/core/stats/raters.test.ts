import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intraclassCorrelations } from './intraclassCorrelation.ts';
import { kendallW } from './kendallW.ts';
import { krippendorffAlpha, krippendorffInterval, pairableRatings } from './krippendorff.ts';
import { seededRandom } from './random.ts';
import { weightedKappa } from './weightedKappa.ts';

const METRICS = ['nominal', 'ordinal', 'interval', 'ratio'] as const;
const rating = fc.option(fc.integer({ min: 1, max: 5 }));
const table = fc.array(fc.array(rating, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 });

const alpha = (rows: readonly (readonly (number | null)[])[], metric: (typeof METRICS)[number]) =>
  krippendorffAlpha(pairableRatings(rows.map((ratings, unit) => ({ cluster: `${unit}`, ratings }))), metric);

function expectSame(a: number | null, b: number | null): void {
  if (a === null || b === null) expect(a).toBe(b);
  else expect(a).toBeCloseTo(b, 9);
}

describe.each(METRICS)('Krippendorff’s α, %s', (metric) => {
  it('is the definition by coincidences', () => {
    fc.assert(fc.property(table, (rows) => expectSame(alpha(rows, metric), alphaByDefinition(rows, metric))));
  });

  it('does not depend on the order of raters or units, nor on units rated once', () => {
    fc.assert(
      fc.property(table, rating, (rows, lone) => {
        const turned = rows.map((row) => [...row].reverse()).reverse();
        expectSame(alpha([...turned, [null, lone, null]], metric), alpha(rows, metric));
      }),
    );
  });

  it('is at most 1, and 1 exactly when raters agree on what differs', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const value = alpha(rows, metric);
        if (value !== null) expect(value).toBeLessThanOrEqual(1);
      }),
    );
    expect(
      alpha(
        [
          [1, 1, 1],
          [2, null, 2],
          [5, 5, null],
        ],
        metric,
      ),
    ).toBe(1);
    expect(
      alpha(
        [
          [4, 4, 4],
          [4, 4, null],
        ],
        metric,
      ),
    ).toBeNull();
    expect(alpha([[4, null, null]], metric)).toBeNull();
    expect(alpha([], metric)).toBeNull();
  });
});

it('α on the ordinal scale keeps its value under any increasing map, on the interval scale under a line', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const mapped = (map: (value: number) => number) =>
        rows.map((row) => row.map((value) => (value === null ? null : map(value))));
      expectSame(
        alpha(
          mapped((value) => value ** 3),
          'ordinal',
        ),
        alpha(rows, 'ordinal'),
      );
      expectSame(
        alpha(
          mapped((value) => 0.25 * value - 7),
          'interval',
        ),
        alpha(rows, 'interval'),
      );
      expectSame(
        alpha(
          mapped((value) => 12 * value),
          'ratio',
        ),
        alpha(rows, 'ratio'),
      );
      expectSame(
        alpha(
          mapped((value) => (value * 3) % 7),
          'nominal',
        ),
        alpha(rows, 'nominal'),
      );
    }),
  );
});

it('α refuses what its scale does not have', () => {
  expect(() => alpha([[-1, 2]], 'ratio')).toThrow(RangeError);
  expect(() => alpha([[Number.NaN, 2]], 'nominal')).toThrow(RangeError);
});

it('α’s interval draws clips whole and holds α', () => {
  const random = seededRandom(11);
  const units = Array.from({ length: 200 }, (_, unit) => {
    const truth = Math.floor(random() * 3) / 2;
    return {
      cluster: `${Math.floor(unit / 4)}`,
      ratings: Array.from({ length: 3 }, () => {
        const draw = random();
        if (draw < 0.1) return null;
        return draw < 0.7 ? truth : Math.floor(random() * 3) / 2;
      }),
    };
  });
  const counted = pairableRatings(units);
  const value = krippendorffAlpha(counted, 'ordinal') ?? Number.NaN;
  const { interval, defined } = krippendorffInterval(counted, 'ordinal', { seed: 1, repetitions: 300, confidence: 0.95 });
  expect(defined).toBe(300);
  expect(interval?.low).toBeLessThan(value);
  expect(interval?.high).toBeGreaterThan(value);
  expect((interval?.high ?? 1) - (interval?.low ?? 0)).toBeLessThan(0.25);
});

it('5,000 clips × 44 sub-dimensions × 5 raters are counted exactly', () => {
  const units = Array.from({ length: 220_000 }, (_, unit) => ({
    cluster: `clip ${Math.floor(unit / 44)}`,
    // Everybody agrees but one rater, who says the next answer on every fourth unit.
    ratings: [0, 1, 2, 3, 4].map((rater) => ((unit + (rater === 4 && unit % 4 === 0 ? 1 : 0)) % 3) / 2),
  }));
  const counted = pairableRatings(units);
  expect(counted.clusters).toBe(5000);
  // 4 of 10 pairs differ in a quarter of the units: D_o = 0.1; D_e follows from the three nearly equal shares.
  const shares = [0, 0.5, 1].map((value) =>
    units.reduce((sum, { ratings }) => sum + ratings.filter((each) => each === value).length, 0),
  );
  const total = 1_100_000;
  const expected = 1 - shares.reduce((sum, share) => sum + (share * (share - 1)) / (total * (total - 1)), 0);
  expect(krippendorffAlpha(counted, 'nominal')).toBeCloseTo(1 - 0.1 / expected, 10);
});

describe('intraclass correlations', () => {
  const complete = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }), {
    minLength: 2,
    maxLength: 10,
  });

  it('do not depend on order, shift or scale', () => {
    fc.assert(
      fc.property(complete, (rows) => {
        const [one, other] = [
          intraclassCorrelations(rows),
          intraclassCorrelations(rows.map((row) => row.map((value) => value * 4 - 3).reverse()).reverse()),
        ];
        for (const name of ['icc11', 'icc21', 'icc31'] as const) {
          const [a, b] = [one?.[name] ?? null, other?.[name] ?? null];
          // A denominator of 0 is found exactly only where rounding lets it be.
          if (a !== null && b !== null && (one?.msr ?? 0) > 1e-9) expect(a).toBeCloseTo(b, 6);
        }
      }),
    );
  });

  it('of raters who differ by a constant: consistent, not in agreement', () => {
    const found = intraclassCorrelations([
      [1, 3],
      [2, 4],
      [5, 7],
    ]);
    expect(found?.icc31).toBeCloseTo(1, 12);
    expect(found?.icc21).toBeLessThan(0.8);
  });

  it('need two targets and two raters, all rated', () => {
    expect(intraclassCorrelations([[1, 2]])).toBeNull();
    expect(intraclassCorrelations([[1], [2]])).toBeNull();
    expect(intraclassCorrelations([])).toBeNull();
    expect(() => intraclassCorrelations([[1, 2], [1]])).toThrow(RangeError);
  });
});

describe('weighted κ', () => {
  const answers = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 30 });
  const CATEGORIES = [0, 1, 2, 3];

  it('is symmetric and at most 1', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom('nominal' as const, 'linear' as const, 'quadratic' as const), (rows, weights) => {
        const [a, b] = [rows.map(([one]) => one), rows.map(([, other]) => other)];
        const value = weightedKappa(a, b, CATEGORIES, weights);
        expectSame(value, weightedKappa(b, a, CATEGORIES, weights));
        expectSame(value, weightedKappa(a, b, [...CATEGORIES].reverse(), weights));
        if (value !== null) expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('has its edges', () => {
    expect(weightedKappa(['a', 'b'], ['a', 'b'], ['a', 'b'], 'linear')).toBe(1);
    expect(weightedKappa(['a', 'a'], ['a', 'a'], ['a', 'b'], 'linear')).toBeNull();
    expect(weightedKappa([], [], ['a'], 'nominal')).toBeNull();
    expect(() => weightedKappa(['c'], ['a'], ['a', 'b'], 'nominal')).toThrow(RangeError);
  });
});

it('Kendall’s W is 1 for equal rankings, 0 for opposite ones', () => {
  expect(
    kendallW([
      [1, 2, 3],
      [1, 2, 3],
    ]),
  ).toBe(1);
  expect(
    kendallW([
      [1, 2, 3],
      [3, 2, 1],
    ]),
  ).toBe(0);
  expect(() => kendallW([[1, 1, 3]])).toThrow(RangeError);
  expect(kendallW([])).toBeNull();
});

/** D_o and D_e summed over every ordered pair of ratings, as the definition says. */
function alphaByDefinition(rows: readonly (readonly (number | null)[])[], metric: (typeof METRICS)[number]): number | null {
  const units = rows.map((row) => row.filter((value) => value !== null)).filter((row) => row.length > 1);
  const all = units.flat();
  const ordinal = (low: number, high: number) => {
    const count = (value: number) => all.filter((each) => each === value).length;
    return all.filter((each) => each >= low && each <= high).length - (count(low) + count(high)) / 2;
  };
  const distance = (a: number, b: number): number => {
    if (a === b) return 0;
    if (metric === 'nominal') return 1;
    if (metric === 'interval') return (a - b) ** 2;
    return metric === 'ratio' ? ((a - b) / (a + b)) ** 2 : ordinal(Math.min(a, b), Math.max(a, b)) ** 2;
  };
  const sum = (values: readonly number[]) =>
    values.reduce((total, a) => total + values.reduce((part, b) => part + distance(a, b), 0), 0);
  const expected = sum(all);
  if (expected === 0) return null;
  return 1 - ((all.length - 1) * units.reduce((total, unit) => total + sum(unit) / (unit.length - 1), 0)) / expected;
}
