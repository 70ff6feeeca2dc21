import { expect, test } from 'vitest';
import { answerTo, smallTaxonomy, verdictOf } from '../../../src/core/testVerdicts.ts';
import { type ScorecardFilter, SHOW_EVERYTHING } from '../../ui/scorecardFilter.ts';
import { filterCount, isFiltering, matchesOf } from './filter.ts';
import { scorecardRows } from './rows.ts';

const taxonomy = smallTaxonomy();
const signals = {
  judge: 'signals',
  verdicts: [
    verdictOf('a.x', [
      answerTo('a.x.p.r1', 'fail', [1, 2]),
      answerTo('a.x.p.r2', 'pass', [3, 4]),
      answerTo('a.x.p.r3', 'na'),
      answerTo('a.x.q.r1', 'partial', [5, 6]),
    ]),
  ],
};
const gemini = { judge: 'gemini', verdicts: [verdictOf('a.y', [], { status: 'failed', statusReason: 'It was cut off twice.' })] };
const shownBy = (wish: Partial<ScorecardFilter>, selected: string | null = null) => {
  const { rationales, failures } = matchesOf(taxonomy, [signals, gemini], { ...SHOW_EVERYTHING, ...wish }, selected);
  return [...rationales, ...failures];
};

test('severity, status and text each narrow what is shown', () => {
  expect(shownBy({ severities: ['error'] })).toEqual(['a.x.p.r1']);
  expect(shownBy({ severities: ['error', 'information'] })).toEqual(['a.x.p.r1', 'a.x.q.r1']);
  expect(shownBy({ statuses: ['na'] })).toEqual(['a.x.p.r3']);
  expect(shownBy({ statuses: ['failed'] })).toEqual(['a.y']);
  expect(shownBy({ text: 'PASS at' })).toEqual(['a.x.p.r2']);
  expect(shownBy({ text: 'twice' })).toEqual(['a.y']);
  expect(shownBy({ text: 'aspect because R3' })).toEqual(['a.x.p.r3']);
  expect(shownBy({ severities: ['error'], text: 'pass' })).toEqual([]);
});

test('questions that nobody answered are listed only when they are asked for', () => {
  expect(shownBy({ text: 'A.Y.S' })).toEqual([]);
  const signalsOnly = matchesOf(taxonomy, [signals], { ...SHOW_EVERYTHING, statuses: ['notJudged'] }, null);
  expect([...signalsOnly.rationales]).toEqual(['a.y.s.r1', 'a.y.s.r2']);
});

test('the selected finding is shown whatever the filter says', () => {
  expect(shownBy({ statuses: ['na'] }, 'verdict-a.x/a.x.p.r1/0')).toEqual(['a.x.p.r1', 'a.x.p.r3']);
});

test('what is hidden is counted, that of judges left out too', () => {
  const filter = { ...SHOW_EVERYTHING, severities: ['error'] as const };
  const matches = matchesOf(taxonomy, [signals], filter, null);
  expect(filterCount(taxonomy, [signals, gemini], [signals], matches)).toEqual({ shown: 1, hidden: 4 });
});

test('a filter without a wish is none', () => {
  expect(isFiltering({ ...SHOW_EVERYTHING, text: '  ' })).toBe(false);
  expect(isFiltering({ ...SHOW_EVERYTHING, judges: ['gemini'] })).toBe(true);
});

test('the tree holds what matches, open, under its parents, and nothing else', () => {
  const keysOf = (wish: Partial<ScorecardFilter>) => {
    const matches = matchesOf(taxonomy, [signals, gemini], { ...SHOW_EVERYTHING, ...wish }, null);
    return scorecardRows(taxonomy, [signals, gemini], {}, { matches }).map(({ key }) => key);
  };
  expect(keysOf({ statuses: ['na'] })).toEqual(['production', 'a', 'a.x', 'a.x.p', 'a.x.p.r3']);
  expect(keysOf({ statuses: ['failed'] })).toEqual(['production', 'a', 'a.y', 'a.y!gemini']);
  expect(keysOf({ text: 'nobody said so' })).toEqual([]);
});
