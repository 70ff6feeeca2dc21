import { expect, test } from 'vitest';
import { pageCommandOf } from './keys.ts';

const press = (key: string, modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  pageCommandOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers });

test('the page has keys of its own', () => {
  expect(['ArrowLeft', 'ArrowRight', 'm', 'M'].map((key) => press(key))).toEqual([
    'secondBack',
    'secondForward',
    'toggleMute',
    'toggleMute',
  ]);
  expect(press('ArrowLeft', { shiftKey: true })).toBe('goToIn');
  expect(press('ArrowRight', { shiftKey: true })).toBe('goToOut');
});

test('keys that a person can rebind in VS Code are not taken', () => {
  for (const key of [' ', ',', '.', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'i', 'o', 'F1']) expect(press(key)).toBeNull();
  expect(press('ArrowLeft', { altKey: true })).toBeNull();
  expect(press('m', { ctrlKey: true })).toBeNull();
});
