import { describe, expect, it } from 'vitest';
import { bootstrapClusters, bootstrapRows } from './bootstrap.ts';
import { mean } from './mean.ts';
import { normalQuantile } from './normal.ts';
import { seededRandom } from './random.ts';

const options = { seed: 1, repetitions: 400, confidence: 0.9 };

function meanInterval(values: readonly number[], clusterOfRow: readonly string[], seed = 1) {
  return bootstrapRows(clusterOfRow, (rows) => mean(rows.map((row) => values[row] ?? Number.NaN)), { ...options, seed });
}

describe('bootstrap', () => {
  it('gives the same interval for the same seed, another for another', () => {
    const values = [1, 5, 2, 8, 4, 9, 3];
    const names = values.map(String);
    expect(meanInterval(values, names)).toEqual(meanInterval(values, names));
    expect(meanInterval(values, names, 2)).not.toEqual(meanInterval(values, names));
  });

  it('draws clusters whole: copies of the same rating do not narrow the interval', () => {
    const values = [1, 5, 2, 8, 4, 9, 3];
    const once = meanInterval(values, values.map(String));
    const fourTimes = values.flatMap((value) => [value, value, value, value]);
    const clustered = meanInterval(fourTimes, fourTimes.map(String));
    expect(clustered.interval?.low).toBeCloseTo(once.interval?.low ?? Number.NaN, 10);
    expect(clustered.interval?.high).toBeCloseTo(once.interval?.high ?? Number.NaN, 10);
  });

  it('covers the mean of a normal sample nearly as often as it says', () => {
    const random = seededRandom(3);
    let held = 0;
    for (let repetition = 0; repetition < 300; repetition += 1) {
      const sample = Array.from({ length: 40 }, () => normalQuantile(random() || 0.5));
      const { interval } = bootstrapClusters(
        sample.length,
        (draws) => sample.reduce((sum, value, index) => sum + value * (draws[index] ?? 0), 0) / sample.length,
        { ...options, seed: repetition },
      );
      if (interval !== null && interval.low <= 0 && interval.high >= 0) held += 1;
    }
    // The percentile interval of 40 values is known to be a little narrow; three standard errors of 300 coins are 5 %.
    expect(held / 300).toBeGreaterThan(0.83);
    expect(held / 300).toBeLessThan(0.95);
  });

  it('says in how many resamples there was anything to compute', () => {
    expect(bootstrapClusters(3, () => null, options)).toEqual({ interval: null, defined: 0 });
    expect(bootstrapClusters(0, () => 1, options)).toEqual({ interval: null, defined: 0 });
    const some = bootstrapClusters(2, (draws) => (draws[0] === 2 ? null : 1), options);
    expect(some.interval).toEqual({ low: 1, high: 1 });
    expect(some.defined).toBeGreaterThan(250);
    expect(some.defined).toBeLessThan(350);
  });
});
