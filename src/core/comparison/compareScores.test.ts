import { describe, expect, it } from 'vitest';
import { testCalibration } from '../calibration/testCalibration.ts';
import { reviewOf } from '../review.ts';
import { answerTo, smallTaxonomy, verdictOf } from '../testVerdicts.ts';
import type { Answer, Verdict } from '../verdict.ts';
import { compareScores } from './compareScores.ts';
import { scoreDifference } from './scoreDifference.ts';

const taxonomy = smallTaxonomy();
/** Of `a.x`, whose score is that of its one answered sub-dimension. */
const x = (answer: Answer, changes: Partial<Verdict> = {}) => verdictOf('a.x', [answerTo('a.x.q.r1', answer)], changes);
const y = (answer: Answer, changes: Partial<Verdict> = {}) => verdictOf('a.y', [answerTo('a.y.s.r1', answer)], changes);
const side = (...verdicts: Verdict[]) => ({ review: verdicts.length > 0 ? reviewOf('hash', verdicts) : null, calibrations: [] });
const calibrated = (radius: number | 'unbounded', ...verdicts: Verdict[]) => ({
  ...side(...verdicts),
  calibrations: [testCalibration({ 'a.x': radius, 'a.y': radius })],
});

describe('differences between scores', () => {
  const score = (value: number, radius?: number, uncertainty: 'low' | 'high' | null = null) => ({
    value,
    uncertainty,
    interval: radius === undefined ? null : { low: value - radius, high: value + radius },
  });

  it('are differences only where the intervals do not touch', () => {
    expect(scoreDifference([score(0.2, 0.1), score(0.6, 0.1)])).toMatchObject({ kind: 'apart', higher: 1, lower: 0 });
    expect(scoreDifference([score(0.2, 0.25), score(0.6, 0.25)])).toMatchObject({ kind: 'inside', higher: null });
    expect(scoreDifference([score(0.5, 0.1), score(0.5, 0.1)])).toMatchObject({ kind: 'equal', size: 0 });
  });

  it('without intervals are raw, or unsure where the judge says so', () => {
    expect(scoreDifference([score(0.2), score(0.6, undefined, 'low')]).kind).toBe('raw');
    expect(scoreDifference([score(0.2), score(0.6, undefined, 'high')]).kind).toBe('unsure');
  });

  it('among more than two clips are those of the two that matter most', () => {
    const difference = scoreDifference([score(0.5, 0.02), null, score(0.6, 0.02), score(0.9, 0.45)]);
    expect(difference).toMatchObject({ kind: 'apart', higher: 2, lower: 0 });
  });

  it('are unknown with a single score: what was not judged is not 0', () => {
    expect(scoreDifference([score(0.5), null])).toMatchObject({ kind: 'unknown', higher: null, lower: null });
  });
});

describe('the comparison of clips', () => {
  it('puts the largest difference first', () => {
    const [by] = compareScores(taxonomy, [side(x('pass'), y('partial')), side(x('partial'), y('fail', { id: 'other' }))]);
    expect(by?.dimensions.map(({ id, difference }) => [id, difference.kind, difference.size])).toEqual([
      ['a.x', 'raw', 0.5],
      ['a.y', 'raw', 0.5],
    ]);
    const [next] = compareScores(taxonomy, [side(x('pass'), y('pass')), side(x('partial'), y('fail'))]);
    expect(next?.dimensions.map(({ id }) => id)).toEqual(['a.y', 'a.x']);
  });

  it('is on the experts’ scale where all scores are calibrated, with their intervals', () => {
    // The map halves a score and adds a quarter: 0.75 and 0.25.
    const [by] = compareScores(taxonomy, [calibrated(0.1, x('pass')), calibrated(0.1, x('fail'))]);
    expect(by?.dimensions[0]?.scores.map((score) => score?.value)).toEqual([0.75, 0.25]);
    expect(by?.dimensions[0]?.difference).toMatchObject({ kind: 'apart', higher: 0 });
    const [wide] = compareScores(taxonomy, [calibrated(0.3, x('pass')), calibrated(0.3, x('fail'))]);
    expect(wide?.dimensions[0]?.difference.kind).toBe('inside');
    const [endless] = compareScores(taxonomy, [calibrated('unbounded', x('pass')), calibrated('unbounded', x('fail'))]);
    expect(endless?.dimensions[0]?.difference.kind).toBe('inside');
  });

  it('never mixes calibrated and raw scores', () => {
    const [by] = compareScores(taxonomy, [calibrated(0.1, x('pass')), side(x('fail'))]);
    expect(by?.dimensions[0]?.scores).toMatchObject([
      { value: 1, interval: null, calibrated: false },
      { value: 0, interval: null, calibrated: false },
    ]);
  });

  it('leaves "not judged" what was not judged', () => {
    const [by] = compareScores(taxonomy, [side(x('fail')), side(), side(y('pass'))]);
    expect(by?.dimensions.map(({ scores }) => scores.map((score) => score?.value ?? null))).toEqual([
      [0, null, null],
      [null, null, 1],
    ]);
    expect(by?.dimensions.every(({ difference }) => difference.kind === 'unknown')).toBe(true);
    expect(by?.clips).toBe(2);
  });

  it('claims nothing where the judge answered in another version', () => {
    const [by] = compareScores(taxonomy, [side(x('fail')), side(x('pass', { judge: { id: 'signals', fingerprint: 'next' } }))]);
    expect(by?.dimensions[0]).toMatchObject({ otherVersions: true, difference: { kind: 'unknown' } });
  });

  it('keeps judges apart, who judged most clips first', () => {
    const gemini = { judge: { id: 'gemini', fingerprint: 'g' }, id: 'g' };
    const all = compareScores(taxonomy, [side(x('fail'), x('pass', gemini)), side(x('pass', gemini))]);
    expect(all.map(({ judge, clips }) => [judge, clips])).toEqual([
      ['gemini', 2],
      ['signals', 1],
    ]);
  });
});
