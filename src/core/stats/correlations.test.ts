import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlationInterval } from './correlationInterval.ts';
import { exactPearsonP, exactSpearmanP, MOST_PAIRS_PERMUTED, tApproximationP } from './correlationP.ts';
import { kendall } from './kendall.ts';
import { pearson } from './pearson.ts';
import { averageRanks } from './ranks.ts';
import { spearman } from './spearman.ts';

const whole = fc.integer({ min: -20, max: 20 });
const pairs = fc.array(fc.tuple(whole, whole), { minLength: 2, maxLength: 30 });
const sides = (rows: readonly (readonly [number, number])[]) => [rows.map(([x]) => x), rows.map(([, y]) => y)] as const;

const coefficients = [
  ['Pearson', pearson],
  ['Spearman', spearman],
  ['τ-b', (x: number[], y: number[]) => kendall(x, y)?.tauB ?? null],
  ['τ-c', (x: number[], y: number[]) => kendall(x, y)?.tauC ?? null],
] as const;

function expectSame(a: number | null, b: number | null): void {
  if (a === null || b === null) expect(a).toBe(b);
  else expect(a).toBeCloseTo(b, 10);
}

describe.each(coefficients)('%s', (_, of) => {
  it('lies in −1…1, is symmetric and does not depend on the order of the pairs', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), (rows, turn) => {
        const [x, y] = sides(rows);
        const value = of(x, y);
        if (value !== null) expect(Math.abs(value)).toBeLessThanOrEqual(1);
        expectSame(value, of(y, x));
        const cut = turn % rows.length;
        const [turnedX, turnedY] = sides([...rows.slice(cut), ...rows.slice(0, cut)]);
        expectSame(value, of(turnedX, turnedY));
      }),
    );
  });

  it('keeps its value under a positive scale and turns its sign under a negative one', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 9 }), whole, (rows, slope, shift) => {
        const [x, y] = sides(rows);
        const value = of(x, y);
        expectSame(
          value,
          of(
            x.map((each) => slope * each + shift),
            y,
          ),
        );
        expectSame(
          value === null ? null : -value,
          of(
            x.map((each) => -slope * each + shift),
            y,
          ),
        );
      }),
    );
  });

  it('is not defined where one side is constant, and refuses what it cannot read', () => {
    expect(of([3, 3, 3], [1, 2, 3])).toBeNull();
    expect(of([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
    expect(of([], [])).toBeNull();
    expect(of([1], [1])).toBeNull();
    expect(() => of([1, 2], [1])).toThrow(RangeError);
    expect(() => of([1, Number.NaN], [1, 2])).toThrow(RangeError);
  });
});

it('ranks keep their value under any increasing map', () => {
  fc.assert(
    fc.property(pairs, (rows) => {
      const [x, y] = sides(rows);
      const bent = x.map((each) => Math.exp(each / 4));
      expectSame(spearman(x, y), spearman(bent, y));
      expectSame(kendall(x, y)?.tauB ?? null, kendall(bent, y)?.tauB ?? null);
    }),
  );
});

it('mid-ranks sum to n(n+1)/2', () => {
  fc.assert(
    fc.property(fc.array(whole), (values) => {
      expect(averageRanks(values).reduce((sum, rank) => sum + rank, 0)).toBeCloseTo((values.length * (values.length + 1)) / 2, 9);
    }),
  );
  expect([...averageRanks([10, 30, 20, 20])]).toEqual([1, 4, 2.5, 2.5]);
});

it('Kendall’s count by merging is the count of all pairs', () => {
  fc.assert(
    fc.property(pairs, (rows) => {
      const result = kendall(...sides(rows));
      if (result === null) return;
      let [difference, untiedX, untiedY] = [0, 0, 0];
      for (const [index, [x, y]] of rows.entries()) {
        for (const [otherX, otherY] of rows.slice(0, index)) {
          difference += Math.sign(x - otherX) * Math.sign(y - otherY);
          untiedX += x === otherX ? 0 : 1;
          untiedY += y === otherY ? 0 : 1;
        }
      }
      expect(result.tauB).toBeCloseTo(difference / Math.sqrt(untiedX * untiedY), 10);
    }),
  );
});

describe('p', () => {
  it('lies in 0…1 and does not depend on the sign', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 3, max: 5000 }), (r, n) => {
        const p = tApproximationP(r, n);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(tApproximationP(-r, n)).toBe(p);
      }),
    );
    expect(tApproximationP(1, 5)).toBe(0);
    expect(tApproximationP(0, 5)).toBe(1);
    expect(tApproximationP(0.5, 2)).toBeNull();
  });

  it('is counted exactly over all pairings of a few', () => {
    // 5 of 120 orders reach ρ = 0.9 or more, twice for the other tail.
    expect(exactSpearmanP([1, 2, 3, 4, 5], [1, 2, 3, 5, 4])).toBeCloseTo(10 / 120, 12);
    expect(exactPearsonP([1, 2, 3], [1, 2, 3])).toBeCloseTo(2 / 6, 12);
    expect(exactPearsonP([1, 1, 1], [1, 2, 3])).toBe(1);
    const many = Array.from({ length: MOST_PAIRS_PERMUTED + 1 }, (_, index) => index);
    expect(exactSpearmanP(many, many)).toBeNull();
  });

  it('of an exact count is near the approximation at the most pairs counted', () => {
    const x = Array.from({ length: MOST_PAIRS_PERMUTED }, (_, index) => index);
    const y = [1, 0, 3, 5, 2, 4, 9, 6, 7, 8];
    const rho = spearman(x, y) ?? Number.NaN;
    expect(exactSpearmanP(x, y)).toBeCloseTo(tApproximationP(rho, x.length) ?? Number.NaN, 2);
  });
});

it('an interval holds its coefficient, lies within −1…1 and narrows with n', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('pearson' as const, 'spearman' as const, 'kendall' as const),
      fc.double({ min: -0.99, max: 0.99, noNaN: true }),
      fc.integer({ min: 5, max: 1000 }),
      (kind, r, n) => {
        const [few, more] = [correlationInterval(kind, r, n, 0.95), correlationInterval(kind, r, 2 * n, 0.95)];
        if (few === null || more === null) throw new Error('no interval');
        expect(few.low).toBeGreaterThanOrEqual(-1);
        expect(few.high).toBeLessThanOrEqual(1);
        expect(few.low).toBeLessThan(r);
        expect(few.high).toBeGreaterThan(r);
        expect(more.high - more.low).toBeLessThan(few.high - few.low);
      },
    ),
  );
  expect(correlationInterval('spearman', 0.5, 3, 0.95)).toBeNull();
  expect(correlationInterval('kendall', 0.5, 4, 0.95)).toBeNull();
  expect(correlationInterval('pearson', 1, 20, 0.95)).toBeNull();
});
