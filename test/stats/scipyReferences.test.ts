import { describe, expect, it } from 'vitest';
import { exactPearsonP, exactSpearmanP, tApproximationP } from '../../src/core/stats/correlationP.ts';
import { kendall } from '../../src/core/stats/kendall.ts';
import { normalQuantile, normalUpperTail } from '../../src/core/stats/normal.ts';
import { pearson } from '../../src/core/stats/pearson.ts';
import { spearman } from '../../src/core/stats/spearman.ts';
import { incompleteBeta } from '../../src/core/stats/specialFunctions.ts';
import { tQuantile } from '../../src/core/stats/studentT.ts';
import scipy from '../fixtures/stats/scipyReferences.json' with { type: 'json' };

/** Equal to within a relative error: the values span 300 orders of magnitude. */
function expectNear(found: number | null, expected: number | undefined, relative = 1e-12): void {
  if (expected === undefined) throw new Error('no value to compare with');
  const least = relative * Math.max(Math.abs(expected), Number.MIN_VALUE / relative);
  expect(Math.abs((found ?? Number.NaN) - expected), `${found} for ${expected}`).toBeLessThanOrEqual(least);
}

describe('as scipy computes them', () => {
  it.each(scipy.correlations)(
    'coefficients and p over $x',
    ({ x, y, exactPearsonP: exactP, exactSpearmanP: exactRankP, ...of }) => {
      const [r, rho, tau] = [pearson(x, y), spearman(x, y), kendall(x, y)];
      if (r === null || rho === null || tau === null) throw new Error('a coefficient is not defined');
      expectNear(r, of.pearson[0]);
      expectNear(tApproximationP(r, x.length), of.pearson[1], 1e-9);
      expectNear(rho, of.spearman[0]);
      expectNear(tApproximationP(rho, x.length), of.spearman[1], 1e-9);
      expectNear(tau.tauB, of.tauB[0]);
      expectNear(tau.p, of.tauB[1], 1e-10);
      expectNear(tau.tauC, of.tauC[0]);
      expectNear(tau.p, of.tauC[1], 1e-10);
      if (exactP !== null) expectNear(exactPearsonP(x, y), exactP);
      if (exactRankP !== null) expectNear(exactSpearmanP(x, y), exactRankP);
    },
  );

  it('distributions', () => {
    for (const [p = 0, z] of scipy.normalQuantile) expectNear(normalQuantile(p), z);
    for (const [z = 0, p] of scipy.normalUpperTail) expectNear(normalUpperTail(z), p);
    for (const [p = 0, freedom = 0, t] of scipy.tQuantile) expectNear(tQuantile(p, freedom), t, 1e-9);
    for (const [x = 0, a = 0, b = 0, value] of scipy.incompleteBeta) expectNear(incompleteBeta(x, a, b), value, 1e-10);
  });
});
