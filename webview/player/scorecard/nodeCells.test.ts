import { expect, test } from 'vitest';
import { answerTo, smallTaxonomy, verdictOf } from '../../../src/core/testVerdicts.ts';
import { aspectWords } from './AspectBars.tsx';
import { cellTree } from './nodeCells.ts';

const answered = [verdictOf('a.x', [answerTo('a.x.p.r1', 'pass'), answerTo('a.x.q.r1', 'fail')])];
const failed = [verdictOf('a.y', [], { status: 'failed', statusReason: 'It was cut off.' })];
const COLUMNS = [
  { judge: 'signals', verdicts: answered },
  { judge: 'gemini', verdicts: failed },
];

test('every node has a cell for each column, with score, coverage and failure', () => {
  const [production] = cellTree(smallTaxonomy(), COLUMNS, []);
  const [aspect] = production?.children ?? [];
  expect(aspect?.cells).toMatchObject([
    { judge: 'signals', score: { value: 0.5, coverage: { answered: 2, asked: 6 } }, shown: { value: 0.5 }, failure: null },
    { judge: 'gemini', score: { value: null }, shown: null, failure: null },
  ]);
  expect(aspect?.children.map(({ node, cells }) => [node.id, cells.map(({ failure }) => failure)])).toEqual([
    ['a.x', [null, null]],
    ['a.y', [null, 'It was cut off.']],
  ]);
});

test('a cell tells of every doubt below its node, however far the tree is folded', () => {
  const votes = { pass: 2, partial: 0, fail: 1, na: 0 };
  const verdicts = [
    verdictOf('a.x', [{ ...answerTo('a.x.p.r1', 'pass'), sampled: { votes, value: 2 / 3 } }, answerTo('a.x.q.r1', 'fail')]),
  ];
  const [aspect] = cellTree(smallTaxonomy(), [{ judge: 'gemini', verdicts }], [])[0]?.children ?? [];
  const [dimension, other] = aspect?.children ?? [];
  const [sub, sure] = dimension?.children ?? [];
  const splits = [aspect, dimension, sub, sure, other].map((node) => node?.cells[0]?.doubt.split);
  expect(splits).toEqual([1, 1, 1, 0, 0]);
});

test('in words an aspect tells score, coverage and calibration, and which judge says so where there are several', () => {
  const aspectOf = (columns: typeof COLUMNS) => cellTree(smallTaxonomy(), columns, [])[0]?.children[0]?.cells ?? [];
  const alone = 'Aspect A: 50, 2 of 6 answered. Uncalibrated, shown raw: this judge was not held against experts here.';
  expect(aspectWords('Aspect A', aspectOf(COLUMNS.slice(0, 1)))).toBe(alone);
  expect(aspectWords('Aspect A', aspectOf(COLUMNS))).toContain('gemini: not judged, 0 of 6 answered.');
});
