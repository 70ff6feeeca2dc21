// Published and recomputed reference values: Krippendorff 2011, Shrout & Fleiss 1979, Davidson 1970, Ayer et al., the scipy
// documentation and PPI's toy, to the six digits in which they are given.
import { describe, expect, it } from 'vitest';
import { conformalRadius } from '../../src/core/stats/conformal.ts';
import { correlationInterval } from '../../src/core/stats/correlationInterval.ts';
import { fitDavidson } from '../../src/core/stats/davidson.ts';
import { expectedScore } from '../../src/core/stats/expectedScore.ts';
import { intraclassCorrelations } from '../../src/core/stats/intraclassCorrelation.ts';
import { isotonicRegression, poolAdjacentViolators } from '../../src/core/stats/isotonic.ts';
import { kendall } from '../../src/core/stats/kendall.ts';
import { kendallW } from '../../src/core/stats/kendallW.ts';
import { type AlphaMetric, krippendorffAlpha, pairableRatings } from '../../src/core/stats/krippendorff.ts';
import { pearson } from '../../src/core/stats/pearson.ts';
import { predictionPoweredMean } from '../../src/core/stats/predictionPoweredMean.ts';
import { spearman } from '../../src/core/stats/spearman.ts';
import { weightedKappa } from '../../src/core/stats/weightedKappa.ts';
import reference from '../fixtures/stats/referenceValues.json' with { type: 'json' };

const SIX = 6;

function alphaOf(raters: readonly (readonly (number | null)[])[], metric: AlphaMetric): number | null {
  const units = (raters[0] ?? []).map((_, unit) => ({ cluster: `${unit}`, ratings: raters.map((rater) => rater[unit] ?? null) }));
  return krippendorffAlpha(pairableRatings(units), metric);
}

const letters = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

describe('Krippendorff’s α', () => {
  const { data, ...expected } = reference.krippendorff2011;
  it.each(['nominal', 'ordinal', 'interval', 'ratio'] as const)('of four coders and twelve units, %s', (metric) => {
    expect(alphaOf(data, metric)).toBeCloseTo(expected[metric], SIX);
  });

  it('of the binary and the nominal example', () => {
    expect(alphaOf([letters('0100000010'), letters('1110010000')], 'nominal')).toBeCloseTo(0.095238, SIX);
    expect(alphaOf([letters('aabbdcccedda'), letters('babbbccceddd')], 'nominal')).toBeCloseTo(0.691964, SIX);
  });
});

it('the six ICCs of Shrout and Fleiss’ table', () => {
  const { data, ...expected } = reference.shroutFleiss1979;
  const found = intraclassCorrelations(data);
  expect([found?.msr, found?.msc, found?.mse, found?.msw].map((value) => value?.toFixed(SIX))).toEqual([
    '11.241667',
    '32.486111',
    '1.019444',
    '6.263889',
  ]);
  for (const [name, value] of Object.entries(expected)) expect(found).toHaveProperty(name, expect.closeTo(value, SIX));
});

describe('weighted κ', () => {
  const { a, b, ...expected } = reference.kappa;
  it.each(['nominal', 'linear', 'quadratic'] as const)('%s', (weights) => {
    expect(weightedKappa(a, b, [0, 1, 2, 3, 4], weights)).toBeCloseTo(expected[weights], SIX);
  });

  it('of the two-by-two table', () => {
    const answers = (yes: number, no: number) => [
      ...Array.from({ length: yes }, () => 'yes'),
      ...Array.from({ length: no }, () => 'no'),
    ];
    expect(weightedKappa(answers(25, 25), [...answers(20, 5), ...answers(10, 15)], ['yes', 'no'], 'nominal')).toBeCloseTo(
      0.4,
      12,
    );
  });
});

describe('correlations', () => {
  const { x, y, ...expected } = reference.corr;
  it('with ties', () => {
    expect(pearson(x, y)).toBeCloseTo(expected.pearson, SIX);
    expect(spearman(x, y)).toBeCloseTo(expected.spearman, SIX);
    expect(kendall(x, y)?.tauB).toBeCloseTo(expected.tau_b, SIX);
    expect(kendall(x, y)?.tauC).toBeCloseTo(expected.tau_c, SIX);
    expect(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.820783, SIX);
  });

  it('of scipy’s documentation', () => {
    expect(kendall(reference.kendall_scipy.x, reference.kendall_scipy.y)?.tauB).toBeCloseTo(reference.kendall_scipy.tau_b, SIX);
  });

  it('intervals of Bonett and Wright and of Fisher', () => {
    const { r, n, ci } = reference.bonettWright;
    const [low, high] = ci;
    expect(correlationInterval('spearman', r, n, 0.95)).toEqual({
      low: expect.closeTo(low ?? Number.NaN, SIX),
      high: expect.closeTo(high ?? Number.NaN, SIX),
    });
    expect(correlationInterval('pearson', r, n, 0.95)).toEqual({
      low: expect.closeTo(0.386141, SIX),
      high: expect.closeTo(0.752649, SIX),
    });
  });

  it('Kendall’s W', () => {
    expect(kendallW(reference.kendallW.data)).toBeCloseTo(reference.kendallW.W, SIX);
  });
});

describe('isotonic regression', () => {
  it.each(reference.pav)('of $y', ({ y, w, out }) => {
    const fitted = poolAdjacentViolators(y, w);
    expect(fitted).toEqual(out.map((value) => expect.closeTo(value, 12)));
  });

  it('pools values at the same place first', () => {
    expect(isotonicRegression([1, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6])).toEqual([
      { x: 1, y: 1.5 },
      { x: 2, y: 3 },
      { x: 3, y: 4 },
      { x: 4, y: 5 },
      { x: 5, y: 6 },
    ]);
  });
});

describe('Davidson’s model', () => {
  const expected = reference.davidson1970_pudding;
  const pairs = expected.pairs_i_j_wi_wj_ties.map(([first = 0, second = 0, firstWins = 0, secondWins = 0, ties = 0]) => ({
    first: first - 1,
    second: second - 1,
    firstWins,
    secondWins,
    ties,
  }));

  it('of the puddings', () => {
    const found = fitDavidson(6, pairs);
    if (found.kind !== 'fitted') throw new Error(found.kind);
    expect(found.worth).toEqual(expected.worth.map((value) => expect.closeTo(value, SIX)));
    const logs = found.worth.map((worth) => Math.log(worth / (found.worth[0] ?? Number.NaN)).toFixed(SIX));
    expect(logs).toEqual(['0.000000', '0.220242', '0.152978', '0.175145', '0.133865', '0.377135']);
    expect(Math.log(found.tie)).toBeCloseTo(-0.291927, SIX);
    expect(found.tie).toBeCloseTo(expected.nu, SIX);
    expect(found.logLikelihood).toBeCloseTo(expected.logLik, SIX);
    // Davidson stopped after seven iterations: his printed figures are near, not equal.
    expect(found.worth).toEqual(expected.published7iter.map((value) => expect.closeTo(value, 4)));
    expect(found.tie).toBeCloseTo(expected.published_nu, 4);
  });

  it('without ties is Bradley and Terry’s: citations among four statistics journals', () => {
    const found = fitDavidson(4, [
      { first: 0, second: 1, firstWins: 730, secondWins: 33, ties: 0 },
      { first: 0, second: 2, firstWins: 498, secondWins: 320, ties: 0 },
      { first: 0, second: 3, firstWins: 221, secondWins: 284, ties: 0 },
      { first: 1, second: 2, firstWins: 68, secondWins: 813, ties: 0 },
      { first: 1, second: 3, firstWins: 17, secondWins: 276, ties: 0 },
      { first: 2, second: 3, firstWins: 142, secondWins: 325, ties: 0 },
    ]);
    if (found.kind !== 'fitted') throw new Error(found.kind);
    const [biometrika = Number.NaN, ...others] = found.worth;
    expect(found.tie).toBe(0);
    expect(others.map((worth) => Math.log(worth / biometrika).toFixed(4))).toEqual(['-2.9491', '-0.4796', '0.2690']);
  });
});

describe('prediction-powered mean', () => {
  const { y, f, F, lambda1, lambdaStar, classical } = reference.ppi;
  it('of the toy', () => {
    expect(predictionPoweredMean(y, f, F, 1)).toEqual({
      mean: expect.closeTo(lambda1.est, SIX),
      standardError: expect.closeTo(lambda1.se, SIX),
      lambda: 1,
    });
    expect(predictionPoweredMean(y, f, F, lambdaStar.lambda)).toEqual({
      mean: expect.closeTo(lambdaStar.est, SIX),
      standardError: expect.closeTo(lambdaStar.se, SIX),
      lambda: lambdaStar.lambda,
    });
    expect(predictionPoweredMean(y, f, F, 0)).toEqual({
      mean: expect.closeTo(classical.est, SIX),
      standardError: expect.closeTo(classical.se, SIX),
      lambda: 0,
    });
  });

  it('keeps the best λ within 0…1: the toy’s 1.405 would widen the interval', () => {
    expect(predictionPoweredMean(y, f, F, 'best')?.lambda).toBe(1);
  });

  it('conformal radius of its residuals', () => {
    const residuals = y.map((value, index) => value - (f[index] ?? Number.NaN));
    expect(conformalRadius(residuals, 0.8)).toBeCloseTo(0.9, 12);
  });
});

it('G-Eval’s expected score', () => {
  const logProbabilities = new Map(Object.entries(reference.gEval.logp).map(([score, log]) => [Number(score), log]));
  expect(expectedScore(logProbabilities)?.expected).toBeCloseTo(reference.gEval.expected, SIX);
});
