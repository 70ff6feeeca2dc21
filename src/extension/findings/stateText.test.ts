import { expect, test } from 'vitest';
import { type ClipState, HIDDEN_STATE } from '../reviews/clipState.ts';
import { stateText } from './stateText.ts';
import { testWords } from './testWords.ts';

const clean: ClipState = { shown: 0, hidden: 0, suppressed: 0, worst: null, coverage: { answered: 13, asked: 195 } };

test.each<[ClipState | null, string]>([
  [null, 'not judged'],
  [{ ...clean, coverage: { answered: 0, asked: 195 } }, 'not judged'],
  [HIDDEN_STATE, 'hidden'],
  [clean, 'nothing found · 13 of 195 answered'],
  [{ ...clean, shown: 3, worst: 'hint' }, '3 findings · 13 of 195 answered'],
  [{ ...clean, hidden: 2 }, '2 hidden · 13 of 195 answered'],
  [{ ...clean, suppressed: 1 }, '1 suppressed · 13 of 195 answered'],
  [{ ...clean, shown: 3, hidden: 2, worst: 'error' }, '3 findings · 2 hidden · 13 of 195 answered'],
  [{ ...clean, shown: 1, worst: 'error', coverage: null }, '1 findings · ranges judged'],
])('%j is told as %s', (state, text) => {
  expect(stateText(state, testWords)).toBe(text);
});
