import { describe, expect, it } from 'vitest';
import { scorecard } from '../score.ts';
import { answerTo, smallTaxonomy, verdictOf } from '../testVerdicts.ts';
import type { Verdict } from '../verdict.ts';
import type { Calibration } from './calibration.ts';
import { shownScores } from './shownScores.ts';
import { testCalibration } from './testCalibration.ts';

const taxonomy = smallTaxonomy();
const X = verdictOf('a.x', [answerTo('a.x.p.r1', 'pass'), answerTo('a.x.p.r2', 'fail')]);
const Y = verdictOf('a.y', [answerTo('a.y.s.r1', 'pass')]);
const both = testCalibration({ 'a.x': 0.1, 'a.y': 'unbounded' });

function shown(verdicts: readonly Verdict[], ...calibrations: Calibration[]) {
  return shownScores(scorecard(taxonomy, verdicts), verdicts, calibrations);
}

it('shows dimensions on the experts’ scale with their interval', () => {
  const scores = shown([X, Y], both);
  // The map halves a score and adds a quarter.
  expect(scores.get('a.x')).toEqual({
    status: 'calibrated',
    value: 0.5,
    raw: 0.5,
    interval: { low: 0.4, high: 0.6, coverage: 0.9, bounded: true },
  });
  expect(scores.get('a.y')).toMatchObject({ value: 0.75, raw: 1, interval: { low: 0, high: 1, bounded: false } });
});

it('leaves out what was not judged', () => {
  expect([...shown([Y], both).keys()].toSorted()).toEqual(['a', 'a.y', 'a.y.s', 'production']);
});

describe('a mean', () => {
  it('of calibrated scores is calibrated and has no interval', () => {
    for (const id of ['a', 'production'])
      expect(shown([X, Y], both).get(id)).toEqual({ status: 'calibrated', value: 0.625, raw: 0.75, interval: null });
  });

  it('does not care about dimensions that nobody judged', () => {
    expect(shown([X], testCalibration({ 'a.x': 0.1 })).get('a')).toMatchObject({ status: 'calibrated', value: 0.5 });
  });

  it('is raw, of raw scores, as soon as one of them is', () => {
    const scores = shown([X, Y], testCalibration({ 'a.y': 0.1 }));
    for (const id of ['a', 'production'])
      expect(scores.get(id)).toEqual({ status: 'uncalibrated', value: 0.75, why: 'not-all-calibrated' });
  });

  it('is stale as soon as one of its parts is', () => {
    const anew = { ...X, judge: { id: 'signals', fingerprint: 'next' } };
    expect(shown([anew, Y], both).get('a')).toEqual({ status: 'stale', value: 0.75, why: 'not-all-calibrated' });
    expect(shown([anew], both).get('a')).toEqual({ status: 'stale', value: 0.5, why: 'other-fingerprint' });
  });
});

it('never calibrates sub-dimensions and parts of a clip', () => {
  expect(shown([X], both).get('a.x.p')).toEqual({ status: 'uncalibrated', value: 0.5, why: 'part-of-dimension' });
  const part = { ...X, range: { whole: false, span: { start: 0, end: 10 } } };
  for (const id of ['a.x', 'a.x.p', 'a'])
    expect(shown([part], both).get(id)).toEqual({ status: 'uncalibrated', value: 0.5, why: 'part-of-clip' });
});

it('says of all levels the same where nothing is calibrated', () => {
  const scores = [...shown([X, Y]).values()];
  expect(scores.map((score) => score.status !== 'calibrated' && score.why)).toEqual(scores.map(() => 'no-calibration'));
});
