import { expect, it } from 'vitest';
import { agreementOf } from './agreement.ts';
import type { Annotation, Rating } from './annotation.ts';
import { raterScores } from './raterScores.ts';
import { builtinTaxonomy } from './taxonomy/builtin.ts';
import { dimensionsOf } from './taxonomy/walk.ts';

const taxonomy = builtinTaxonomy();
const lens = dimensionsOf(taxonomy).find(({ id }) => id === 'cinematography.lens');
const [one, two] = lens?.subDimensions ?? [];
const [a = '', b = ''] = one?.rationales.map(({ id }) => id) ?? [];
const c = two?.rationales[0]?.id ?? '';

const range = { whole: true, span: { start: 0, end: 4 } };
const shared = (rater: string, clip: string) => ({
  ...{ schema: 1 as const, createdAt: '2026-01-01T00:00:00Z', rater, clip: { hash: clip, path: clip }, range },
});
const word = (rater: string, clip: string, rationale: string, answer: Annotation['answer']): Annotation => ({
  ...{ ...shared(rater, clip), id: `${rater}${clip}${rationale}`, rationale, answer },
});
const rating = (rater: string, clip: string, subject: string, score: number): Rating => ({
  ...{ ...shared(rater, clip), id: `${rater}${clip}${subject}`, subject, score },
});

it('scores raters as judges are scored, and takes a score of the whole for what it is', () => {
  const words = [
    word('fox', 'x', a, 'pass'),
    word('fox', 'x', b, 'fail'),
    word('fox', 'x', c, 'partial'),
    word('owl', 'x', a, 'na'),
  ];
  const own = (ratings: Rating[]) => raterScores(taxonomy, words, ratings).scores[0]?.scores;
  expect(own([])?.get(one?.id ?? '')).toBe(0.5);
  expect(own([])?.get('cinematography.lens')).toBe(0.5);
  expect(own([rating('fox', 'x', two?.id ?? '', 1)])?.get('cinematography.lens')).toBe(0.75);
  expect(own([rating('fox', 'x', 'cinematography.lens', 0.1)])?.get('cinematography.lens')).toBe(0.1);
  expect(raterScores(taxonomy, words, []).scores[1]?.scores.size).toBe(0);
  const elsewhere = [{ ...word('fox', 'x', a, 'pass'), range: { whole: false, span: { start: 1, end: 2 } } }];
  expect(raterScores(taxonomy, [...elsewhere, word('fox', 'x', 'no.such', 'pass')], [])).toMatchObject({ ranges: 1, unknown: 1 });
});

it('finds full agreement and its opposite, and defines nothing where nobody can be compared', () => {
  const clips = ['x', 'y', 'z', 'w'];
  const rated = (scores: (clip: number, rater: number) => number) =>
    clips.flatMap((clip, i) => ['fox', 'owl'].map((rater, j) => rating(rater, clip, 'cinematography.lens', scores(i, j))));
  const alphaOf = (ratings: readonly Rating[]) =>
    agreementOf({ taxonomy, rated: raterScores(taxonomy, [], ratings), judged: null, modelOf: null, by: 'dimension' }).subjects[0]
      ?.raters;
  expect(alphaOf(rated((i) => i / 4))).toMatchObject({ count: 2, n: 4, alpha: { value: 1 } });
  expect(alphaOf(rated((i, j) => (j === 0 ? i / 4 : (3 - i) / 4)))?.alpha.value).toBeLessThan(0);
  expect(alphaOf([rating('fox', 'x', 'cinematography.lens', 1)])).toMatchObject({ n: 0, alpha: { value: null, interval: null } });
});
