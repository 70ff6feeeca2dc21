import { expect, it } from 'vitest';
import { agreementOf } from './agreement.ts';
import { isAboveCeiling } from './agreementWords.ts';
import type { Annotation, Rating } from './annotation.ts';
import { raterScores } from './raterScores.ts';
import { seededRandom } from './stats/random.ts';
import { builtinTaxonomy } from './taxonomy/builtin.ts';
import { dimensionsOf } from './taxonomy/walk.ts';
import type { Verdict } from './verdict.ts';

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

const lensVerdict = (clip: string, values: Readonly<Record<string, number>>): Verdict => ({
  ...{
    schema: 1,
    id: clip,
    run: 'r',
    clip: { hash: clip, path: clip },
    range,
    dimension: 'cinematography.lens',
    asked: [a, b, c],
  },
  ...{ judge: { id: 'gemini', fingerprint: 'f' }, status: 'answered', createdAt: '2026-01-01T00:00:00Z' },
  answers: Object.entries(values).map(([rationale, value], index) => ({
    ...{ rationale, answer: value > 0.5 ? 'pass' : 'fail', reason: 'So it is.' },
    observations: [{ span: { start: index, end: index + 0.5 }, text: 'Seen.' }],
    sampled: { votes: { pass: value, partial: 0, fail: 1 - value, na: 0 }, value },
  })),
});

it('holds a judge against what the mean of all raters can tell, and is wary only of what lies beyond by its whole interval', () => {
  const random = seededRandom(3);
  const noise = () => random() + random() - random() - random();
  const clips = Array.from({ length: 200 }, (_, index) => ({ name: `clip ${index}`, truth: noise() }));
  const score = (value: number) => 0.5 + value / 16;
  const rated = clips.map(({ name, truth }) => ({ name, truth, own: ['fox', 'owl', 'elk'].map(() => truth + noise()) }));
  const ratings = rated.flatMap(({ name, own }) =>
    own.map((value, index) => rating(['fox', 'owl', 'elk'][index] ?? '', name, 'cinematography.lens', score(value))),
  );
  const subjectFor = (judge: (clip: { truth: number; own: readonly number[] }) => number) =>
    agreementOf({
      ...{ taxonomy, rated: raterScores(taxonomy, [], ratings), modelOf: null, by: 'dimension' },
      judged: new Map(rated.map((clip) => [clip.name, [lensVerdict(clip.name, { [a]: score(judge(clip)) })]])),
    }).subjects[0];
  const knowing = subjectFor(({ truth }) => truth);
  // A single rater's α is near 0.5; what three of them have in common lets the truth come near √0.75.
  expect(knowing?.judge?.ceiling).toBeCloseTo(Math.sqrt(0.75), 1);
  expect(knowing?.judge?.spearman.value).toBeGreaterThan(knowing?.raters.alpha.value ?? 1);
  expect(knowing && isAboveCeiling(knowing)).toBe(false);
  const peeking = subjectFor(({ own }) => ((own[0] ?? 0) + (own[1] ?? 0) + (own[2] ?? 0)) / 3 + noise() / 4);
  expect(peeking && isAboveCeiling(peeking)).toBe(true);
});

it('leads a disagreement about a whole dimension to the worst that the judge saw of it', () => {
  const spanFor = (judged: Readonly<Record<string, number>>) => {
    const rated = raterScores(taxonomy, [], [rating('fox', 'x', 'cinematography.lens', 1)]);
    const verdicts = new Map([['x', [lensVerdict('x', judged)]]]);
    return agreementOf({ taxonomy, rated, judged: verdicts, modelOf: null, by: 'dimension' }).disagreements[0]?.span;
  };
  expect(spanFor({ [a]: 1, [b]: 0 })).toEqual({ start: 1, end: 1.5 });
  expect(spanFor({ [a]: 0, [b]: 1 })).toEqual({ start: 0, end: 0.5 });
});
