import { expect, it } from 'vitest';
import { pearson } from './pearson.ts';
import { seededRandom } from './random.ts';
import { raterCeiling } from './raterCeiling.ts';

it('is the root of a single rater’s reliability for one rater, and rises to 1 with their number', () => {
  expect(raterCeiling(0.5, 1)).toBeCloseTo(Math.SQRT1_2, 12);
  expect(raterCeiling(0.5, 3)).toBeCloseTo(Math.sqrt(0.75), 12);
  expect(raterCeiling(0.5, 1e9)).toBeCloseTo(1, 6);
  expect(raterCeiling(1, 2)).toBe(1);
});

it('leaves nothing to agree with where raters agree no more than by chance', () => {
  expect(raterCeiling(0, 5)).toBe(0);
  expect(raterCeiling(-0.4, 5)).toBe(0);
});

it('is what the truth itself reaches against means of raters who err by as much as the truth varies', () => {
  const random = seededRandom(5);
  const noise = () => random() + random() - random() - random();
  const truths = Array.from({ length: 20_000 }, noise);
  const means = truths.map((truth) => truth + (noise() + noise() + noise()) / 3);
  expect(pearson(truths, means)).toBeCloseTo(raterCeiling(0.5, 3), 2);
});
