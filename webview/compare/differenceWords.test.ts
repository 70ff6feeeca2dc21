import { expect, test } from 'vitest';
import type { SideScore } from '../../src/core/comparison/compareScores.ts';
import { scoreDifference } from '../../src/core/comparison/scoreDifference.ts';
import { higherWords, leaders } from './differenceWords.ts';

const score = (value: number, interval: SideScore['interval'] = null): SideScore => ({
  value,
  interval,
  uncertainty: null,
  coverage: { answered: 2, asked: 6 },
  calibrated: interval !== null,
});
const rowOf = (...scores: (SideScore | null)[]) => ({ scores, difference: scoreDifference(scores) });

test('of two clips the higher one is named', () => {
  expect(higherWords(rowOf(score(0.5), score(0.8)))).toBe('B +30');
  expect(higherWords(rowOf(score(0.5), score(0.5)))).toBe('');
});

test('clips that share the highest score are named together, and over which one', () => {
  const row = rowOf(score(1), score(1), null, score(0.5));
  expect([leaders(row), higherWords(row)]).toEqual([[0, 1], 'A, B +50 over D']);
});

test('the same score with another interval does not share what the intervals hold apart', () => {
  const row = rowOf(
    score(0.9, { low: 0.85, high: 0.95 }),
    score(0.9, { low: 0.5, high: 1 }),
    score(0.6, { low: 0.55, high: 0.65 }),
  );
  expect([leaders(row), higherWords(row)]).toEqual([[0], 'A +30 over C']);
});
