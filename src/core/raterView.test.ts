import { describe, expect, test } from 'vitest';
import type { Annotation } from './annotation.ts';
import { findingsOf } from './finding.ts';
import type { Need } from './needs.ts';
import { findingWithId, isSuppressedBy, ownAnswers, ownProgress, stanceOn, takingBack, type Word } from './raterView.ts';
import { reviewOf } from './review.ts';
import { builtinTaxonomy } from './taxonomy/builtin.ts';
import { dimensionsOf, rationalesOf } from './taxonomy/walk.ts';
import { answerTo, smallTaxonomy, verdictOf } from './testVerdicts.ts';

const WHOLE = { whole: true, span: { start: 0, end: 10 } };
const QUESTION = 'a.x.p.r1';
const taxonomy = smallTaxonomy();
const verdict = verdictOf('a.x', [answerTo(QUESTION, 'fail', [1, 2], [4, 5]), answerTo('a.x.p.r2', 'fail', [3, 4])]);
const findings = findingsOf(taxonomy, [verdict], { passes: true });

function said(...words: readonly Omit<Word, 'range'>[]): Annotation[] {
  return words.map((word, index) => ({
    schema: 1,
    id: `word-${index}`,
    createdAt: `2026-01-01T12:00:0${index}.000Z`,
    rater: 'rater-1',
    clip: { hash: 'hash', path: 'clip.mp4' },
    range: WHOLE,
    ...word,
  }));
}
const about = (stance: 'agree' | 'disagree' | 'suppress', judge = 'signals') => ({
  about: { verdict: verdict.id, judge, fingerprint: 'fingerprint', stance },
});
const after = (words: readonly Annotation[], more: readonly Word[]) => said(...[...words, ...more]);

describe('the answers of a rater', () => {
  test('are the last ones, and count the changes of mind', () => {
    const words = said(
      { rationale: QUESTION, answer: 'pass' },
      { rationale: QUESTION, answer: 'pass', note: 'still' },
      { rationale: QUESTION, answer: 'fail' },
      { rationale: QUESTION, answer: null, ...about('suppress') },
    );
    expect(ownAnswers(words, WHOLE).get(QUESTION)).toMatchObject({ answer: 'fail', changes: 1 });
  });

  test('count as progress only where the taxonomy asks and the clip as a whole is meant', () => {
    const words = said({ rationale: QUESTION, answer: 'na' }, { rationale: 'gone', answer: 'pass' });
    const part = { ...words[0], range: { whole: false, span: { start: 1, end: 2 } }, rationale: 'a.x.p.r2' } as Annotation;
    expect(ownProgress(taxonomy, [...words, part], new Set())).toEqual({ done: 1, of: 6 });
  });

  test('are not waited for where the clip does not bring what they need', () => {
    const builtin = builtinTaxonomy();
    const rationales = dimensionsOf(builtin).flatMap(rationalesOf);
    const aboutSound = rationales.filter(({ needs }) => needs.includes('audio'));
    const of = (...needs: Need[]) => ownProgress(builtin, [], new Set(needs)).of;
    expect(of('audio')).toBe(rationales.length - aboutSound.length);
    const words = said({ rationale: aboutSound[0]?.id ?? '', answer: 'fail' });
    expect(ownProgress(builtin, words, new Set<Need>(['audio']))).toEqual({ done: 1, of: of('audio') + 1 });
  });

  test('can be taken back without losing what was suppressed', () => {
    const words = said({ rationale: QUESTION, answer: 'pass' }, { rationale: QUESTION, answer: null, ...about('suppress') });
    const later = after(words, takingBack(words, { range: WHOLE, rationale: QUESTION }, { kind: 'answer' }));
    expect(ownAnswers(later, WHOLE).size).toBe(0);
    expect(findings.filter(isSuppressedBy(later)).length).toBe(2);
  });
});

describe('a suppressed finding', () => {
  const words = said(
    { rationale: QUESTION, answer: 'partial', note: 'barely' },
    { rationale: QUESTION, answer: null, note: 'meant so', ...about('suppress') },
    { rationale: QUESTION, answer: null, ...about('agree', 'gemini') },
  );

  test('goes with all that its judge found there, and with nothing else', () => {
    expect(findings.map(isSuppressedBy(words))).toEqual(findings.map(({ rationale }) => rationale === QUESTION));
    const other = findings.map((finding) => ({ ...finding, judge: 'gemini' }));
    expect(other.some(isSuppressedBy(words))).toBe(false);
  });

  test('comes back, while the answer and what was said about other judges stay', () => {
    const later = after(words, takingBack(words, { range: WHOLE, rationale: QUESTION }, { kind: 'stance', judge: 'signals' }));
    expect(findings.some(isSuppressedBy(later))).toBe(false);
    const place = { rationale: QUESTION, clipHash: 'hash' };
    expect(stanceOn(later, { ...place, judge: 'signals' })).toBeNull();
    expect(stanceOn(later, { ...place, judge: 'gemini' })?.about.stance).toBe('agree');
    expect(ownAnswers(later, WHOLE).get(QUESTION)?.word).toMatchObject({ answer: 'partial', note: 'barely' });
  });
});

test.each<Pick<Word, 'answer'>[]>([[], [{ answer: 'partial' }]])(
  'a disagreement that is taken back takes the answer given by it along, and leaves the one before',
  (...before) => {
    const words = said(...before.map(({ answer }) => ({ rationale: QUESTION, answer })), {
      rationale: QUESTION,
      answer: 'pass',
      note: 'a candle',
      ...about('disagree'),
    });
    expect(ownAnswers(words, WHOLE).get(QUESTION)?.answer).toBe('pass');
    const later = after(words, takingBack(words, { range: WHOLE, rationale: QUESTION }, { kind: 'stance', judge: 'signals' }));
    expect(ownAnswers(later, WHOLE).get(QUESTION)?.answer).toBe(before[0]?.answer);
    expect(stanceOn(later, { rationale: QUESTION, clipHash: 'hash', judge: 'signals' })).toBeNull();
  },
);

test('a finding is found by its id, passes too', () => {
  const review = reviewOf('hash', [verdict, verdictOf('a.y', [answerTo('a.y.s.r1', 'pass', [0, 1])])]);
  expect(findingWithId(taxonomy, review, 'verdict-a.y/a.y.s.r1/0')?.finding.answer).toBe('pass');
  expect(findingWithId(taxonomy, review, 'verdict-a.y/a.y.s.r1/9')).toBeNull();
});
