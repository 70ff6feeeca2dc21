import { expect, test } from 'vitest';
import { commandOf } from './keys.ts';

const press = (key: string, modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  commandOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers });

test('keys do what they do in film editors', () => {
  const keys = [' ', ',', '.', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'i', 'O', 'm', 'k'];
  expect(keys.map((key) => press(key))).toEqual([
    'playPause',
    'previousFrame',
    'nextFrame',
    'secondBack',
    'secondForward',
    'previousFinding',
    'nextFinding',
    'goToStart',
    'goToEnd',
    'setIn',
    'setOut',
    'toggleMute',
    'playPause',
  ]);
  expect(press('ArrowLeft', { shiftKey: true })).toBe('goToIn');
  expect(press('x', { altKey: true })).toBe('clearRange');
});

test('keys of VS Code stay its own', () => {
  expect(press('p', { ctrlKey: true })).toBeNull();
  expect(press(' ', { metaKey: true })).toBeNull();
  expect(press('ArrowLeft', { altKey: true })).toBeNull();
  expect(press('F1')).toBeNull();
});
