import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitDavidson } from './davidson.ts';
import { pairwiseAccuracy } from './pairwiseAccuracy.ts';
import { seededRandom } from './random.ts';
import { winRatios } from './winRatio.ts';

describe('pairwise accuracy', () => {
  const scores = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })), { maxLength: 20 });

  it('counts every pair once', () => {
    fc.assert(
      fc.property(scores, (rows) => {
        const found = pairwiseAccuracy(
          rows.map(([judge]) => judge),
          rows.map(([, experts]) => experts),
        );
        const counted = found.concordant + found.discordant + found.judgeTies + found.expertTies + found.bothTie;
        expect(counted).toBe(rows.length === 0 ? 0 : (rows.length * (rows.length - 1)) / 2);
        for (const { value, interval } of [found.withTies, found.withoutTies]) {
          if (value !== null) expect(value >= 0 && value <= 1).toBe(true);
          if (interval !== null) expect(interval.low <= (value ?? -1) && (value ?? 2) <= interval.high).toBe(true);
        }
      }),
    );
  });

  it('tells ties of the judge from ties of the experts', () => {
    expect(pairwiseAccuracy([1, 1, 2, 3], [1, 2, 2, 0])).toMatchObject({
      concordant: 1,
      discordant: 3,
      judgeTies: 1,
      expertTies: 1,
      bothTie: 0,
      withTies: { value: 1 / 6 },
      withoutTies: { value: 1 / 5 },
    });
    expect(pairwiseAccuracy([0.5, 0.52], [1, 1], { tieWithin: 0.05 }).withTies.value).toBe(1);
    expect(pairwiseAccuracy([0.5, 0.52], [1, 1]).withTies.value).toBe(0);
    expect(pairwiseAccuracy([1, 2], [3, 3]).withoutTies).toEqual({ value: null, interval: null });
    expect(pairwiseAccuracy([1], [3]).withTies).toEqual({ value: null, interval: null });
  });

  it('has intervals that hold the truth as often as they say, and none where the data give none', () => {
    const random = seededRandom(7);
    // Normal enough: the judge sees the truth through as much noise, so that it is right in 3 of 4 pairs (Sheppard 1899).
    const noise = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
    const repetitions = 1000;
    let held = 0;
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const truth = Array.from({ length: 40 }, noise);
      const { interval } = pairwiseAccuracy(
        truth.map((value) => value + noise()),
        truth,
      ).withTies;
      if (interval && interval.low <= 0.75 && 0.75 <= interval.high) held += 1;
    }
    expect(held / repetitions).toBeGreaterThan(0.93);
    expect(held / repetitions).toBeLessThan(0.97);
    expect(pairwiseAccuracy([1, 2, 3], [1, 3, 2]).withTies.interval).toBeNull();
    expect(pairwiseAccuracy([1, 2, 3, 4], [1, 2, 3, 4]).withTies).toEqual({ value: 1, interval: null });
  });
});

describe('win ratio', () => {
  const outcome = fc.constantFrom('first' as const, 'second' as const, 'tie' as const);
  const comparisons = fc.array(fc.record({ first: fc.constantFrom('a', 'b'), second: fc.constantFrom('c', 'd'), outcome }), {
    minLength: 1,
    maxLength: 20,
  });

  it('with half a win per tie, wins are shared out: over comparisons, ratios average to one half', () => {
    fc.assert(
      fc.property(comparisons, (list) => {
        let [credit, compared] = [0, 0];
        for (const { wins, losses, ties, winRatio } of winRatios(list, 'half').values()) {
          credit += (winRatio ?? 0) * (wins + losses + ties);
          compared += wins + losses + ties;
        }
        expect(credit / compared).toBeCloseTo(0.5, 10);
      }),
    );
  });

  it('orders its tie rules', () => {
    fc.assert(
      fc.property(comparisons, (list) => {
        const [loss, half, win] = [winRatios(list, 'loss'), winRatios(list, 'half'), winRatios(list, 'win')];
        for (const [name, { winRatio }] of half) {
          expect(winRatio).toBeGreaterThanOrEqual(loss.get(name)?.winRatio ?? Number.NaN);
          expect(winRatio).toBeLessThanOrEqual(win.get(name)?.winRatio ?? Number.NaN);
        }
      }),
    );
  });

  it('says nothing where the rule leaves nothing', () => {
    const found = winRatios([{ first: 'a', second: 'b', outcome: 'tie' }], 'drop');
    expect(found.get('a')).toEqual({ wins: 0, losses: 0, ties: 1, winRatio: null });
  });
});

describe('Davidson’s model', () => {
  const count = fc.integer({ min: 1, max: 30 });
  const fitted = (contestants: number, pairs: Parameters<typeof fitDavidson>[1]) => {
    const found = fitDavidson(contestants, pairs);
    if (found.kind !== 'fitted') throw new Error(found.kind);
    return found;
  };

  it('of two meets every count exactly', () => {
    fc.assert(
      fc.property(count, count, count, (firstWins, secondWins, ties) => {
        const { worth, tie } = fitted(2, [{ first: 0, second: 1, firstWins, secondWins, ties }]);
        const [a = Number.NaN, b = Number.NaN] = worth;
        const all = a + b + tie * Math.sqrt(a * b);
        const total = firstWins + secondWins + ties;
        expect(a / all).toBeCloseTo(firstWins / total, 8);
        expect((tie * Math.sqrt(a * b)) / all).toBeCloseTo(ties / total, 8);
      }),
    );
  });

  it('does not depend on who is named first or on how pairs are listed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count, count), { minLength: 3, maxLength: 3 }), (counts) => {
        const places = [
          [0, 1],
          [1, 2],
          [0, 2],
        ] as const;
        const pairs = counts.flatMap(([firstWins, secondWins, ties], index) => {
          const [first, second] = places[index] ?? [0, 1];
          return [{ first, second, firstWins, secondWins, ties }];
        });
        const turned = pairs
          .map(({ first, second, firstWins, secondWins, ties }) => ({
            first: second,
            second: first,
            firstWins: secondWins,
            secondWins: firstWins,
            ties,
          }))
          .reverse();
        const [one, other] = [fitted(3, pairs), fitted(3, turned)];
        expect(other.worth).toEqual(one.worth.map((worth) => expect.closeTo(worth, 9)));
        expect(one.worth.reduce((sum, worth) => sum + worth, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it.each([
    ['who never lost', 2, [[0, 1, 5, 0, 0]]],
    ['who never lost but tied', 2, [[0, 1, 5, 0, 1]]],
    ['who was never compared', 3, [[0, 1, 5, 3, 1]]],
    ['all tied', 2, [[0, 1, 0, 0, 4]]],
    [
      'one half always beats the other',
      4,
      [
        [0, 1, 2, 2, 1],
        [2, 3, 2, 2, 1],
        [0, 2, 3, 0, 0],
      ],
    ],
    ['nobody at all', 0, []],
  ] as const)('finds no worths: %s', (_, contestants, rows) => {
    const pairs = rows.map(([first, second, firstWins, secondWins, ties]) => ({ first, second, firstWins, secondWins, ties }));
    expect(fitDavidson(contestants, pairs)).toEqual({ kind: 'unbounded' });
  });

  it('finds worths where ties close the circle that wins leave open', () => {
    const { worth } = fitted(3, [
      { first: 0, second: 1, firstWins: 1, secondWins: 0, ties: 0 },
      { first: 1, second: 2, firstWins: 1, secondWins: 0, ties: 0 },
      { first: 0, second: 2, firstWins: 0, secondWins: 0, ties: 1 },
    ]);
    expect(worth.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
  });
});
