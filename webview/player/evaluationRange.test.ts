import { expect, test } from 'vitest';
import { evaluationRange } from './evaluationRange.ts';

const shots = [
  { index: 0, start: 0, end: 2 },
  { index: 1, start: 2, end: 6 },
];
const context = { duration: 6, time: 2, range: { start: 1, end: 3 }, shots };

test('an evaluation judges the clip, the shot under the playhead or the in/out range', () => {
  expect(evaluationRange({ kind: 'clip' }, context)).toEqual({ whole: true, span: { start: 0, end: 6 } });
  expect(evaluationRange({ kind: 'shot' }, context)).toEqual({ whole: false, span: { start: 2, end: 6 } });
  expect(evaluationRange({ kind: 'range' }, context)).toEqual({ whole: false, span: { start: 1, end: 3 } });
});

test('without shots or a range there is none', () => {
  expect(evaluationRange({ kind: 'shot' }, { ...context, shots: [] })).toBeNull();
  expect(evaluationRange({ kind: 'range' }, { ...context, range: null })).toBeNull();
});
