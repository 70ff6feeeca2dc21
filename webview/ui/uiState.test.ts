import { expect, test } from 'vitest';
import { parseUiState } from './uiState.ts';

const fresh = { volume: 1, muted: false, rate: 1, traces: [], shown: null, opened: {} };

test('nothing kept, or nonsense, is a fresh state', () => {
  expect([undefined, null, 7, 'x'].map(parseUiState)).toEqual([fresh, fresh, fresh, fresh]);
});

test('what can be read is kept, field by field', () => {
  expect(
    parseUiState({
      volume: 3,
      muted: true,
      rate: 0.5,
      traces: ['noise'],
      shown: { start: 1, end: 2 },
      opened: { acting: true },
      old: 1,
    }),
  ).toEqual({
    volume: 1,
    muted: true,
    rate: 0.5,
    traces: ['noise'],
    shown: { start: 1, end: 2 },
    opened: { acting: true },
  });
});
