import { expect, test } from 'vitest';
import { smallTaxonomy } from '../../../src/core/testVerdicts.ts';
import { PLAYER_KEYS } from '../../../src/protocol/playerKeys.ts';
import { annotateCommandOf, nextUnanswered, questionsOf, skippedQuestions } from './questions.ts';

const questions = questionsOf(smallTaxonomy());
const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('questions stand in the order of the taxonomy, each with its place', () => {
  expect(questions.map(({ rationale }) => rationale.id)).toEqual([
    ...['a.x.p.r1', 'a.x.p.r2', 'a.x.p.r3', 'a.x.q.r1', 'a.y.s.r1', 'a.y.s.r2'],
  ]);
  expect(questions[3]).toMatchObject({ dimension: 'X', subDimension: 'A.X.Q' });
});

test('the next unanswered question comes after the current one, and from the start behind the last', () => {
  const answered = new Set(['a.x.p.r1', 'a.x.p.r3', 'a.y.s.r2']);
  const next = (current: string | null) => nextUnanswered(questions, (id) => answered.has(id), current);
  expect([next(null), next('a.x.p.r2'), next('a.y.s.r1')]).toEqual(['a.x.p.r2', 'a.x.q.r1', 'a.x.p.r2']);
  expect(nextUnanswered(questions, () => true, null)).toBeNull();
});

test('figures go by their place on the keyboard, letters by what they write; with a modifier they are somebody else’s', () => {
  expect(annotateCommandOf({ ...plain, key: '&', code: 'Digit1' })).toEqual({ answer: 'pass' });
  expect(annotateCommandOf({ ...plain, key: '4', code: 'Numpad4' })).toEqual({ answer: 'na' });
  expect(annotateCommandOf({ ...plain, key: 'n', code: 'KeyN' })).toBe('next');
  expect(annotateCommandOf({ ...plain, ctrlKey: true, key: 'u', code: 'KeyU' })).toBeNull();
});

test('no key means something else in the player', () => {
  const taken = Object.values(PLAYER_KEYS).flatMap(({ keys }): readonly string[] => keys);
  for (const [key, code] of [
    ['1', 'Digit1'],
    ['n', 'KeyN'],
    ['u', 'KeyU'],
    ['t', 'KeyT'],
    ['w', 'KeyW'],
    ['s', 'KeyS'],
    ['x', 'KeyX'],
  ] as const) {
    expect(annotateCommandOf({ ...plain, key, code })).not.toBeNull();
    expect(taken).not.toContain(key);
  }
});

test('questions that need what is missing are skipped with the reason, and no other', () => {
  const [first, ...others] = questions;
  if (!first) throw new Error('no questions');
  const needy = [{ ...first, rationale: { ...first.rationale, needs: ['audio' as const] } }, ...others];
  const skipped = skippedQuestions(needy, new Map([['audio', 'The clip has no audio track.']]));
  expect([...skipped]).toEqual([['a.x.p.r1', 'The clip has no audio track.']]);
});
