import { expect, it } from 'vitest';
import { showsHalo } from './halo.ts';
import { judgeReports } from './judgeReport.ts';
import { reviewOf } from './review.ts';
import { answerTo, smallTaxonomy, verdictOf } from './testVerdicts.ts';

const [dimension, ...others] = judgeReports(
  smallTaxonomy(),
  reviewOf('hash', [verdictOf('a.x', [answerTo('a.x.p.r1', 'pass')])]),
  [],
);

/** One clip's report with these scores of its dimensions; `null` is not judged. */
function clip(...scores: readonly (number | null)[]) {
  const [first] = dimension?.dimensions ?? [];
  if (!dimension || !first || others.length > 0) throw new Error('one judge, at least one dimension');
  return {
    ...dimension,
    dimensions: scores.map((value) => ({ ...first, score: { value, coverage: { answered: 1, asked: 1 } } })),
  };
}

it('is shown by the same score for everything, clip after clip, however good the clips', () => {
  expect(showsHalo([clip(1, 1, 1), clip(0.5, 0.5, 0.51), clip(0, 0, 0), clip(0.8, 0.8, 0.8), clip(1, 1, null, 1)])).toBe(true);
});

it('is not shown by a judge that tells dimensions apart once', () => {
  expect(showsHalo([clip(1, 1, 1), clip(0.5, 0.5, 0.5), clip(0, 0, 0), clip(1, 1, 1), clip(1, 0.8, 1)])).toBe(false);
});

it('cannot be told from a few clips, or of clips with next to no scores', () => {
  expect(showsHalo([clip(1, 1, 1), clip(1, 1, 1), clip(1, 1, 1), clip(1, 1, 1)])).toBe(false);
  expect(showsHalo(Array.from({ length: 9 }, () => clip(1, 1, null)))).toBe(false);
});
