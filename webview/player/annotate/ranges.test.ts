import { expect, test } from 'vitest';
import type { Annotation } from '../../../src/core/annotation.ts';
import type { JudgedRange } from '../../../src/core/verdict.ts';
import { rangeChoices } from './ranges.ts';

const WHOLE: JudgedRange = { whole: true, span: { start: 0, end: 4 } };
const SHOTS = [
  { index: 0, start: 0, end: 2 },
  { index: 1, start: 2, end: 4 },
];

function word(start: number, end: number): Annotation {
  const range = { whole: false, span: { start, end } };
  const clip = { hash: 'hash', path: 'clip.mp4' };
  return {
    schema: 1,
    id: `${start}`,
    createdAt: '2026-01-01T00:00:00.000Z',
    rater: 'fox',
    clip,
    range,
    rationale: 'r',
    answer: 'pass',
  };
}

test('the clip, its shots, the marked range and what was annotated before can be annotated, each once', () => {
  const words = [word(0, 2), word(1, 3), word(1, 3)];
  const choices = rangeChoices(4, SHOTS, { start: 2, end: 4 }, words, WHOLE);
  expect(choices.map(({ text }) => text)).toEqual([
    'Whole clip',
    'Shot 1 · 0:00.000–0:02.000',
    'Shot 2 · 0:02.000–0:04.000',
    '0:01.000–0:03.000',
  ]);
  expect(choices[1]?.range).toEqual({ whole: false, span: { start: 0, end: 2 } });
});

test('a clip of one shot offers none, and what is being annotated stays when its marks are gone', () => {
  const current = { whole: false, span: { start: 0.5, end: 1 } };
  expect(rangeChoices(4, SHOTS.slice(0, 1), null, [], current).map(({ text }) => text)).toEqual([
    'Whole clip',
    '0:00.500–0:01.000',
  ]);
});
