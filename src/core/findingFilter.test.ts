import { expect, test } from 'vitest';
import { type Finding, findingsOf } from './finding.ts';
import { FINDING_SEVERITIES, isShown, SHOW_ALL_FINDINGS, worstSeverity } from './findingFilter.ts';
import { answerTo, smallTaxonomy, verdictOf } from './testVerdicts.ts';

/** In time order: a fail of each severity, a partial that is a hint, a pass. */
const findings: readonly Finding[] = findingsOf(
  smallTaxonomy(),
  [
    verdictOf('a.x', [
      answerTo('a.x.p.r1', 'fail', [0, 1]),
      answerTo('a.x.p.r2', 'fail', [1, 2]),
      answerTo('a.x.p.r3', 'fail', [2, 3]),
      answerTo('a.x.q.r1', 'pass', [4, 5]),
    ]),
    verdictOf('a.x', [answerTo('a.x.p.r3', 'partial', [3, 4])], { id: 'other' }),
  ],
  { passes: true },
);

test('without a filter everything is shown', () => {
  expect(findings.every((finding) => isShown(finding, SHOW_ALL_FINDINGS))).toBe(true);
});

test.each([
  ['error', ['error', 'hint of a pass']],
  ['warning', ['error', 'warning', 'hint of a pass']],
  ['information', ['error', 'warning', 'information', 'hint of a pass']],
  ['hint', ['error', 'warning', 'information', 'hint', 'hint of a pass']],
] as const)('from %s up, faults of at least that severity are shown, and passes', (minimumSeverity, shown) => {
  const kept = findings.filter((finding) => isShown(finding, { aspects: [], minimumSeverity }));
  expect(kept.map(({ severity, answer }) => (answer === 'pass' ? `${severity} of a pass` : severity))).toEqual(shown);
});

test('other aspects than those chosen are hidden', () => {
  const shownFor = (aspects: string[]) => findings.filter((finding) => isShown(finding, { aspects, minimumSeverity: 'hint' }));
  expect(shownFor(['a'])).toHaveLength(findings.length);
  expect(shownFor(['b'])).toEqual([]);
});

test('the worst severity is that of the loudest fault; a pass is no fault', () => {
  expect(worstSeverity(findings)).toBe('error');
  expect(worstSeverity(findings.filter(({ severity }) => severity === 'information' || severity === 'hint'))).toBe('information');
  expect(worstSeverity(findings.filter(({ answer }) => answer === 'pass'))).toBeNull();
  expect(worstSeverity([])).toBeNull();
  expect(FINDING_SEVERITIES).toHaveLength(4);
});
