import { describe, expect, it } from 'vitest';
import { tApproximationP } from '../../src/core/stats/correlationP.ts';
import { pearson } from '../../src/core/stats/pearson.ts';
import { spearman } from '../../src/core/stats/spearman.ts';
import { publishedCorrelations, publishedWinRatios } from './publishedTables.ts';

const winRatios = publishedWinRatios();
const rows = publishedCorrelations().map((published) => {
  const ratios = winRatios.filter(({ dimension }) => dimension === published.dimension);
  const machine = ratios.map((ratio) => ratio.machine);
  const human = ratios.map((ratio) => ratio.human);
  const [srcc, plcc] = [spearman(machine, human), pearson(machine, human)];
  if (srcc === null || plcc === null) throw new Error(`${published.dimension} has no correlation`);
  return { published, models: ratios.length, srcc, plcc };
});

/** Half a unit of the fourth decimal, and what floating point adds. */
const PRINTED = 0.5e-4 + 1e-9;

describe('the paper’s correlation table, recomputed from its win ratios', () => {
  it('has 18 rows', () => expect(rows).toHaveLength(18));

  it.each(rows)('$published.dimension: n, SRCC and its p to four decimals', ({ published, models, srcc }) => {
    expect(models).toBe(published.models);
    expect(Math.abs(srcc - published.srcc)).toBeLessThanOrEqual(PRINTED);
    expect(Math.abs((tApproximationP(srcc, models) ?? Number.NaN) - published.srccP)).toBeLessThanOrEqual(PRINTED);
  });

  // Printed .843, .83 and .846 for .8434, .8297 and .8458: rounded to three decimals, and their p were taken from the
  // rounded coefficients. The other 15 cells carry four decimals.
  const ROUNDED = ['Logic', 'Rhythm', 'Vocal'];

  it('PLCC and its p to four decimals, in all cells but three', () => {
    const differing = rows.filter(({ published, models, plcc }) => {
      const p = tApproximationP(plcc, models) ?? Number.NaN;
      return !(Math.abs(plcc - published.plcc) <= PRINTED && Math.abs(p - published.plccP) <= PRINTED);
    });
    expect(differing.map(({ published }) => published.dimension)).toEqual(ROUNDED);
  });

  it.each(rows.filter(({ published }) => ROUNDED.includes(published.dimension)))(
    '$published.dimension: PLCC differs by at most 4e-4, as the paper rounds it to three decimals',
    ({ published, models, plcc }) => {
      const rounded = Math.round(plcc * 1000) / 1000;
      expect(published.plcc).toBe(rounded);
      expect(Math.abs(plcc - published.plcc)).toBeLessThanOrEqual(4e-4);
      expect(Math.abs((tApproximationP(rounded, models) ?? Number.NaN) - published.plccP)).toBeLessThanOrEqual(PRINTED);
    },
  );
});
