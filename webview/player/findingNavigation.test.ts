import { expect, test } from 'vitest';
import { findingsAt, neighbourFinding } from './findingNavigation.ts';
import { testFinding } from './testFindings.ts';

const findings = [testFinding('a', 1, 2), testFinding('b', 1, 3), testFinding('c', 5.01, 6)];
const go = (selected: string | null, time: number, direction: 1 | -1) =>
  neighbourFinding(findings, selected, time, 0.039, direction)?.id ?? null;

test('from the playhead, to the nearest in either direction', () => {
  expect([go(null, 0, 1), go(null, 4, 1), go(null, 4, -1), go(null, 0.5, -1), go(null, 7, 1)]).toEqual([
    'a',
    'c',
    'b',
    null,
    null,
  ]);
});

test('from a selected finding, to its neighbour, also when both begin together', () => {
  expect([go('a', 1, 1), go('b', 1, 1), go('c', 5, -1), go('b', 1, -1)]).toEqual(['b', 'c', 'b', 'a']);
});

test('a selection that the playhead has left does not hold it back', () => {
  expect(go('c', 0, 1)).toBe('a');
});

test('a frame belongs to the findings that begin during it', () => {
  expect(findingsAt(findings, 5, 0.039)).toEqual(['c']);
  expect(findingsAt(findings, 1.5, 0.039)).toEqual(['a', 'b']);
  expect(findingsAt(findings, 2, 0.039)).toEqual(['b']);
  expect(findingsAt([testFinding('moment', 2.02, 2.02)], 2, 0.039)).toEqual(['moment']);
});
