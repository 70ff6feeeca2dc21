import { describe, expect, test } from 'vitest';
import { clipVerdicts, findingsOfReview, rangeKey, reviewOf, verdictsByJudge } from './review.ts';
import { answerTo, smallTaxonomy, verdictOf } from './testVerdicts.ts';
import type { JudgedRange, Verdict } from './verdict.ts';

const taxonomy = smallTaxonomy();

function range(start: number, end: number): JudgedRange {
  return { whole: false, span: { start, end } };
}

function findings(verdicts: readonly Verdict[], passes = false) {
  return findingsOfReview(taxonomy, reviewOf('hash', verdicts), { passes });
}

test('verdicts fall to their judges, the one that measures first', () => {
  const by = (id: string, dimension: string) => verdictOf(dimension, [], { judge: { id, fingerprint: 'f' } });
  const verdicts = [by('gemini', 'a.x'), by('signals', 'a.x'), by('gemini', 'a.y')];
  expect([...verdictsByJudge({ verdicts })]).toEqual([
    ['signals', [verdicts[1]]],
    ['gemini', [verdicts[0], verdicts[2]]],
  ]);
});

describe('reviewOf', () => {
  test('holds the youngest verdict of each judge on each dimension and range, in any order of arrival', () => {
    const old = verdictOf('a.x', [answerTo('a.x.p.r1', 'fail', [1, 2])], { id: 'old', createdAt: '2026-01-01T12:00:00.000Z' });
    const young = verdictOf('a.x', [answerTo('a.x.p.r1', 'pass')], { id: 'young', createdAt: '2026-01-01T12:00:00.001Z' });
    for (const verdicts of [
      [old, young],
      [young, old],
    ]) {
      expect(reviewOf('hash', verdicts).ranges).toEqual([{ range: young.range, verdicts: [young] }]);
    }
  });

  test('compares moments, not the way they are written', () => {
    const old = verdictOf('a.x', [], { id: 'old', createdAt: '2026-01-01T12:00:00Z' });
    const young = verdictOf('a.x', [], { id: 'young', createdAt: '2026-01-01T12:00:00.500Z' });
    expect(reviewOf('hash', [old, young]).ranges[0]?.verdicts).toEqual([young]);
    expect(reviewOf('hash', [young, old]).ranges[0]?.verdicts).toEqual([young]);
  });

  test('keeps an answer when the same judge fails later, and takes any later answer after a failure', () => {
    const answered = verdictOf('a.x', [answerTo('a.x.p.r1', 'fail', [1, 2])], { id: 'answered' });
    const failed = verdictOf('a.x', [], { id: 'failed', status: 'failed', createdAt: '2026-01-01T13:00:00.000Z' });
    const nothing = verdictOf('a.x', [], { id: 'nothing', status: 'unanswered', createdAt: '2026-01-01T14:00:00.000Z' });
    const current = (...verdicts: Verdict[]) => reviewOf('hash', verdicts).ranges[0]?.verdicts;
    expect(current(answered, failed)).toEqual([answered]);
    expect(current(failed, answered)).toEqual([answered]);
    expect(current(failed)).toEqual([failed]);
    expect(current(nothing, failed, answered)).toEqual([nothing]);
  });

  test('keeps dimensions and judges apart', () => {
    const verdicts = [
      verdictOf('a.x', []),
      verdictOf('a.y', []),
      verdictOf('a.x', [], { judge: { id: 'other', fingerprint: 'fingerprint' } }),
    ];
    expect(reviewOf('hash', verdicts).ranges).toEqual([{ range: verdicts[0]?.range, verdicts }]);
  });

  test('lists the whole clip first, then ranges by start and end', () => {
    const ranges = [range(4, 6), range(0, 5), { whole: true, span: { start: 0, end: 10 } }, range(0, 2)];
    const review = reviewOf(
      'hash',
      ranges.map((judged, index) => verdictOf('a.x', [], { id: `${index}`, range: judged })),
    );
    expect(review.ranges.map(({ range: judged }) => rangeKey(judged))).toEqual([
      'clip',
      '0.000000-2.000000',
      '0.000000-5.000000',
      '4.000000-6.000000',
    ]);
  });

  test('tells a verdict on the clip from one on a range that is as long', () => {
    expect(reviewOf('hash', [verdictOf('a.x', []), verdictOf('a.x', [], { range: range(0, 10) })]).ranges).toHaveLength(2);
  });

  test('of nothing is empty', () => {
    expect(reviewOf('hash', [])).toEqual({ clipHash: 'hash', ranges: [] });
  });
});

test('clipVerdicts gives those on the whole clip, and none when only ranges were judged', () => {
  const [whole, part] = [verdictOf('a.x', []), verdictOf('a.x', [], { range: range(0, 10) })];
  expect(clipVerdicts(reviewOf('hash', [part, whole]))).toEqual([whole]);
  expect(clipVerdicts(reviewOf('hash', [part]))).toEqual([]);
});

describe('findingsOfReview', () => {
  const whole = verdictOf('a.x', [answerTo('a.x.p.r1', 'fail', [1, 2])]);
  const onRange = (...answers: Parameters<typeof answerTo>[]) =>
    verdictOf(
      'a.x',
      answers.map((answer) => answerTo(...answer)),
      { id: 'range', range: range(0, 5) },
    );

  test('tells a fault once when a range repeats it', () => {
    expect(findings([onRange(['a.x.p.r1', 'fail', [1.2, 1.8]]), whole])).toMatchObject([{ span: { start: 1, end: 2 } }]);
  });

  test('tells a fault at a single moment once', () => {
    const moment = verdictOf('a.x', [answerTo('a.x.p.r1', 'fail', [2, 2])]);
    expect(findings([moment, onRange(['a.x.p.r1', 'fail', [2, 2]])])).toHaveLength(1);
  });

  test('adds what only the range shows: another time or another question', () => {
    const both = onRange(['a.x.p.r1', 'fail', [3, 4]], ['a.x.p.r2', 'fail', [1, 2]]);
    expect(findings([whole, both]).map(({ rationale, span }) => [rationale, span.start])).toEqual([
      ['a.x.p.r1', 1],
      ['a.x.p.r2', 1],
      ['a.x.p.r1', 3],
    ]);
  });

  test('keeps overlapping observations of one verdict', () => {
    expect(findings([verdictOf('a.x', [answerTo('a.x.p.r1', 'fail', [1, 3], [2, 4])])])).toHaveLength(2);
  });

  test('does not hide a fault in a range behind the pass of the whole clip', () => {
    const passed = verdictOf('a.x', [answerTo('a.x.p.r1', 'pass')]);
    const faulty = onRange(['a.x.p.r1', 'fail', [1, 2]]);
    expect(findings([passed, faulty]).map(({ answer }) => answer)).toEqual(['fail']);
    expect(findings([passed, faulty], true).map(({ answer }) => answer)).toEqual(['pass', 'fail']);
  });
});

test('what two judges found at the same time is found by both', () => {
  const fault = (judge: string, range: JudgedRange, id: string) =>
    verdictOf('a.x', [answerTo('a.x.p.r1', 'fail', [1, 2])], { id, range, judge: { id: judge, fingerprint: 'f' } });
  const whole = { whole: true, span: { start: 0, end: 10 } };
  const found = findings([fault('signals', whole, '1'), fault('gemini', range(0, 3), '2'), fault('signals', range(0, 3), '3')]);
  expect(found.map(({ judge }) => judge)).toEqual(['signals', 'gemini']);
});
