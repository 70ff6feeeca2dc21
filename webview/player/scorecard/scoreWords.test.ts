import { expect, test } from 'vitest';
import type { Calibration } from '../../../src/core/calibration/calibration.ts';
import { shownScores } from '../../../src/core/calibration/shownScores.ts';
import { testCalibration } from '../../../src/core/calibration/testCalibration.ts';
import { scorecard } from '../../../src/core/score.ts';
import { answerTo, smallTaxonomy, verdictOf } from '../../../src/core/testVerdicts.ts';
import { calibrationNote, scoreMark } from './scoreWords.ts';

const taxonomy = smallTaxonomy();
const verdicts = [verdictOf('a.x', [answerTo('a.x.p.r1', 'pass')]), verdictOf('a.y', [answerTo('a.y.s.r1', 'fail')])];
const card = scorecard(taxonomy, verdicts);
const shownBy = (...calibrations: Calibration[]) => shownScores(card, verdicts, calibrations);

function markOf(id: string, ...calibrations: Calibration[]) {
  const shown = shownBy(...calibrations).get(id);
  if (!shown) throw new Error(`no score of ${id}`);
  return scoreMark(shown);
}

test('a calibrated score stands beside its interval, and the tooltip says which and what was raw', () => {
  const { short, long, sentence } = markOf('a.x', testCalibration({ 'a.x': 0.1 }));
  expect([short, long]).toEqual(['65–85', '65–85']);
  expect(sentence).toBe('Calibrated: 75 on the experts’ scale, 90 % interval 65 to 85 (raw score 100).');
});

test('an interval without ends is said in words', () => {
  const { short, sentence } = markOf('a.x', testCalibration({ 'a.x': 'unbounded' }));
  expect(short).toBe('no ends');
  expect(sentence).toContain('it has no ends');
});

test('a mean of calibrated scores claims no interval', () => {
  const { long, sentence } = markOf('a', testCalibration({ 'a.x': 0.1, 'a.y': 0.1 }));
  expect(long).toBe('calibrated');
  expect(sentence).toContain('No interval is known');
});

test('raw scores say that they are raw, and stale ones why', () => {
  expect(markOf('a.x')).toMatchObject({ short: 'raw', long: 'uncalibrated' });
  const stale = markOf('a.x', testCalibration({ 'a.x': 0.1 }, { fingerprint: 'older' }));
  expect([stale.short, stale.long]).toEqual(['stale', 'stale']);
  expect(stale.sentence).toMatch(/^Stale, shown raw: .*another version of this judge/);
  expect(markOf('a', testCalibration({ 'a.x': 0.1 })).sentence).toContain('not all of them are calibrated');
});

test('every mark is short enough for its column', () => {
  const wide = testCalibration({ 'a.x': 0.99, 'a.y': 'unbounded' });
  for (const calibrations of [[], [wide], [{ ...wide, fingerprint: 'older' }]])
    for (const shown of shownBy(...calibrations).values()) expect(scoreMark(shown).short.length).toBeLessThanOrEqual(7);
});

test('a scorecard says how many of its dimensions are calibrated', () => {
  const note = (...calibrations: Calibration[]) => calibrationNote(taxonomy, shownBy(...calibrations));
  expect(note()).toBe('uncalibrated');
  expect(note(testCalibration({ 'a.x': 0.1 }))).toBe('1 calibrated, 1 uncalibrated');
  expect(note(testCalibration({ 'a.x': 0.1 }, { fingerprint: 'older' }))).toBe('2 stale');
  expect(calibrationNote(taxonomy, new Map())).toBe('');
});
