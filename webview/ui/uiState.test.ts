import { expect, test } from 'vitest';
import { parseUiState } from './uiState.ts';

const looks = {
  time: 0,
  marks: { in: null, out: null },
  loop: 'off',
  timelineShare: 0.46,
  overlays: ['boxes'],
  view: { scale: null, x: 0.5, y: 0.5 },
};
const filter = { text: '', severities: [], statuses: [], judges: [] };
const fresh = { volume: 1, muted: false, rate: 1, traces: [], shown: null, opened: {}, filter, ...looks };

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
    filter,
    muted: true,
    rate: 0.5,
    traces: ['noise'],
    shown: { start: 1, end: 2 },
    opened: { acting: true },
    ...looks,
  });
});

test('how the picture was looked at is kept, unless it cannot be', () => {
  const kept = {
    time: 3.5,
    marks: { in: 1, out: null },
    loop: 'range',
    overlays: ['thirds'],
    view: { scale: 2, x: 0.1, y: 0.9 },
  };
  expect(parseUiState(kept)).toEqual({ ...fresh, ...kept });
  expect(parseUiState({ ...kept, loop: 'ever', overlays: ['x-ray'], view: { scale: 0, x: 0, y: 0 } })).toEqual({
    ...fresh,
    time: 3.5,
    marks: kept.marks,
  });
});

test('the filter of the scorecard is kept, and an unreadable one shows everything', () => {
  const kept = { text: 'focus', severities: ['error'], statuses: ['na'], judges: ['gemini'] };
  expect(parseUiState({ filter: kept }).filter).toEqual(kept);
  expect(parseUiState({ filter: { ...kept, statuses: ['maybe'] } }).filter).toEqual(filter);
});
