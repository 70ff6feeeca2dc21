import { expect, test } from 'vitest';
import { builtinTaxonomy } from '../../../src/core/taxonomy/builtin.ts';
import { withModels } from '../../dev/demoModelReview.ts';
import { demoReview } from '../../dev/demoReview.ts';
import { besides, choiceHolding, choicesOf, fitsBeside } from './model.ts';

const taxonomy = builtinTaxonomy();
const measured = demoReview(taxonomy, 'hash', 10);
const compared = withModels(taxonomy, measured, 10);

test('a review offers the whole clip first, then its ranges', () => {
  expect(choicesOf(measured).map(({ range, judge }) => [range.whole, range.span, judge])).toEqual([
    [true, { start: 0, end: 10 }, 'signals'],
    [false, { start: 1, end: 4 }, 'signals'],
  ]);
});

test('judges of the same range stand beside each other, the one that measures first', () => {
  const choices = choicesOf(compared);
  expect(choices.map(({ judge }) => judge)).toEqual(['signals', 'gemini', 'openai', 'signals']);
  const beside = choices.map((choice) => besides(choices, choice).map(({ judge }) => judge));
  expect(beside[1]).toEqual(['signals', 'gemini', 'openai']);
  expect(beside[3]).toEqual(['signals']);
});

test('a column must not take the room of the questions', () => {
  expect(fitsBeside(1, 0)).toBe(true);
  expect(fitsBeside(2, 300)).toBe(false);
  expect(fitsBeside(2, 340)).toBe(true);
  expect(fitsBeside(3, 340)).toBe(false);
});

test('a finding knows its scorecard', () => {
  expect(choiceHolding(compared, 'gemini-cinematography.lens/cinematography.lens.exposure.tonal-range/0')).toBe('clip gemini');
  expect(choiceHolding(compared, 'gone/x/0')).toBeNull();
});
