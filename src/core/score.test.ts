import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCoverage, formatPoints, type ScoredNode, scorecard, totalCoverage } from './score.ts';
import { dimensionsOf, rationalesOf } from './taxonomy/walk.ts';
import { answerTo, smallTaxonomy, verdictOf } from './testVerdicts.ts';
import type { Answer } from './verdict.ts';

const taxonomy = smallTaxonomy();

function flat(nodes: readonly ScoredNode[]): ScoredNode[] {
  return nodes.flatMap((node) => [node, ...flat(node.children)]);
}

function nodeOf(card: readonly ScoredNode[], id: string): ScoredNode {
  const node = flat(card).find((candidate) => candidate.id === id);
  if (!node) throw new Error(`no ${id} in the scorecard`);
  return node;
}

/** Any subset of the rationales with any answers, as one verdict per dimension. */
const anyVerdicts = fc
  .tuple(
    ...dimensionsOf(taxonomy).map((dimension) =>
      fc
        .tuple(...rationalesOf(dimension).map(() => fc.constantFrom<Answer | null>('pass', 'partial', 'fail', 'na', null)))
        .map((answers) =>
          verdictOf(
            dimension.id,
            rationalesOf(dimension).flatMap(({ id }, index) => {
              const answer = answers[index];
              return answer ? [answerTo(id, answer)] : [];
            }),
          ),
        ),
    ),
  )
  .map((verdicts) => [...verdicts]);

describe('scorecard', () => {
  test('scores a sub-dimension as the mean of pass 1, partial 0.5, fail 0', () => {
    const card = scorecard(taxonomy, [
      verdictOf('a.x', [answerTo('a.x.p.r1', 'pass'), answerTo('a.x.p.r2', 'partial'), answerTo('a.x.p.r3', 'fail')]),
    ]);
    expect(nodeOf(card, 'a.x.p').score).toEqual({ value: 0.5, coverage: { answered: 3, asked: 3 } });
    expect(nodeOf(card, 'a.x.p').answers.map(({ rationale }) => rationale)).toEqual(['a.x.p.r1', 'a.x.p.r2', 'a.x.p.r3']);
  });

  test('takes the mean of several samples for the answer they add up to', () => {
    const split = { ...answerTo('a.x.p.r1', 'pass'), sampled: { votes: { pass: 2, partial: 1, fail: 0, na: 0 }, value: 5 / 6 } };
    const card = scorecard(taxonomy, [verdictOf('a.x', [split, answerTo('a.x.p.r2', 'partial')])]);
    expect(nodeOf(card, 'a.x.p').score.value).toBeCloseTo((5 / 6 + 0.5) / 2, 12);
  });

  test('gives every judged child the same weight, however many questions it has', () => {
    const card = scorecard(taxonomy, [
      verdictOf('a.x', [
        answerTo('a.x.p.r1', 'pass'),
        answerTo('a.x.p.r2', 'pass'),
        answerTo('a.x.p.r3', 'pass'),
        answerTo('a.x.q.r1', 'fail'),
      ]),
    ]);
    expect(nodeOf(card, 'a.x').score).toEqual({ value: 0.5, coverage: { answered: 4, asked: 4 } });
  });

  test('does not let an unjudged child count as 0', () => {
    const card = scorecard(taxonomy, [verdictOf('a.x', [answerTo('a.x.p.r1', 'pass')])]);
    expect(nodeOf(card, 'a').score).toEqual({ value: 1, coverage: { answered: 1, asked: 6 } });
    expect(nodeOf(card, 'a.y').score).toEqual({ value: null, coverage: { answered: 0, asked: 2 } });
  });

  test('is not judged where everything is "na", and does not count it as asked', () => {
    const card = scorecard(taxonomy, [verdictOf('a.y', [answerTo('a.y.s.r1', 'na'), answerTo('a.y.s.r2', 'na')])]);
    expect(nodeOf(card, 'a.y').score).toEqual({ value: null, coverage: { answered: 0, asked: 0 } });
    expect(nodeOf(card, 'a').score.coverage).toEqual({ answered: 0, asked: 4 });
  });

  test('leaves "na" out of the mean', () => {
    const card = scorecard(taxonomy, [verdictOf('a.y', [answerTo('a.y.s.r1', 'partial'), answerTo('a.y.s.r2', 'na')])]);
    expect(nodeOf(card, 'a.y').score).toEqual({ value: 0.5, coverage: { answered: 1, asked: 1 } });
  });

  test('is not judged anywhere without verdicts, and asks everything', () => {
    const card = scorecard(taxonomy, []);
    for (const { score } of flat(card)) expect(score.value).toBeNull();
    expect(totalCoverage(card)).toEqual({ answered: 0, asked: 6 });
  });

  test('ignores answers to questions that the taxonomy does not hold', () => {
    const card = scorecard(taxonomy, [verdictOf('a.x', [answerTo('a.x.p.gone', 'fail')])]);
    for (const { score } of flat(card)) expect(score.value).toBeNull();
    expect(totalCoverage(card)).toEqual({ answered: 0, asked: 6 });
  });

  test('keeps every score between 0 and 1, and null exactly where nothing was answered', () => {
    fc.assert(
      fc.property(anyVerdicts, (verdicts) => {
        for (const { score } of flat(scorecard(taxonomy, verdicts))) {
          expect(score.value === null).toBe(score.coverage.answered === 0);
          expect(score.value ?? 0).toBeGreaterThanOrEqual(0);
          expect(score.value ?? 0).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('adds coverage up from the leaves, never more answered than asked', () => {
    fc.assert(
      fc.property(anyVerdicts, (verdicts) => {
        const card = scorecard(taxonomy, verdicts);
        const answers = verdicts.flatMap((verdict) => verdict.answers);
        const notApplicable = answers.filter(({ answer }) => answer === 'na').length;
        expect(totalCoverage(card)).toEqual({ answered: answers.length - notApplicable, asked: 6 - notApplicable });
        for (const { score, children } of flat(card)) {
          expect(score.coverage.answered).toBeLessThanOrEqual(score.coverage.asked);
          if (children.length > 0) {
            expect(score.coverage.asked).toBe(children.reduce((sum, child) => sum + child.score.coverage.asked, 0));
          }
        }
      }),
    );
  });

  test('never rises when an answer gets worse', () => {
    fc.assert(
      fc.property(anyVerdicts, fc.nat(), (verdicts, pick) => {
        const answers = verdicts
          .flatMap((verdict) => verdict.answers)
          .filter(({ answer }) => answer === 'pass' || answer === 'partial');
        const chosen = answers[pick % Math.max(1, answers.length)];
        if (!chosen) return;
        const worse = verdicts.map((verdict) => ({
          ...verdict,
          answers: verdict.answers.map((answer) => (answer === chosen ? { ...answer, answer: 'fail' as const } : answer)),
        }));
        const before = nodeOf(scorecard(taxonomy, verdicts), 'production').score.value;
        expect(nodeOf(scorecard(taxonomy, worse), 'production').score.value).toBeLessThan(before ?? 0);
      }),
    );
  });
});

test('a score is printed as 0 to 100, beside its coverage', () => {
  expect([0.866, 0].map(formatPoints)).toEqual(['87', '0']);
  expect(formatCoverage({ answered: 3, asked: 12 })).toBe('3 of 12 answered');
});
