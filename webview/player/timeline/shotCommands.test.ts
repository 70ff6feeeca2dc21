import { expect, test } from 'vitest';
import { mergeAt, moveTo, spanAround, splitAt } from './shotCommands.ts';

const shots = [
  { index: 0, start: 0, end: 2 },
  { index: 1, start: 2, end: 5 },
  { index: 2, start: 5, end: 8 },
];

test('a shot is split where none begins or ends', () => {
  expect(splitAt(shots, 3)).toEqual({ kind: 'split', at: 3 });
  expect([splitAt(shots, 2.001), splitAt(shots, 0), splitAt(shots, 8), splitAt([], 3)]).toEqual([null, null, null, null]);
});

test('a shot becomes one with the one before, the first one with the second', () => {
  expect(mergeAt(shots, 6)).toEqual({ kind: 'merge', at: 5 });
  expect(mergeAt(shots, 5)).toEqual({ kind: 'merge', at: 5 });
  expect([mergeAt(shots, 1), mergeAt([], 1)]).toEqual([null, null]);
});

test('a boundary divides two shots, in which it moves', () => {
  expect(spanAround(shots, 2)).toEqual({ start: 0, end: 5 });
  expect([spanAround(shots, 0), spanAround(shots, 3), spanAround(shots, 8)]).toEqual([null, null, null]);
});

test('a boundary moves between its neighbours and never over them', () => {
  expect(moveTo(shots, 2, 2.5)).toEqual({ kind: 'move', from: 2, to: 2.5 });
  expect([moveTo(shots, 2, 5), moveTo(shots, 2, 0), moveTo(shots, 2, 2), moveTo(shots, 3, 4)]).toEqual([null, null, null, null]);
});
