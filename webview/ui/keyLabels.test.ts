import { expect, test } from 'vitest';
import { keyLabel, withKey } from './keyLabels.ts';

test.each([
  ['space', 'Space', 'Space'],
  ['alt+left', 'Alt+←', '⌥←'],
  ['shift+l', 'Shift+L', '⇧L'],
  ['shift+/', '?', '?'],
  ['=', '+', '+'],
  ['ctrl+wheel', 'Ctrl+Wheel', '⌘Wheel'],
  ['doubleclick', 'Double click', 'Double click'],
])('%s reads %s, on a Mac %s', (key, label, macLabel) => {
  expect(keyLabel(key, false)).toBe(label);
  expect(keyLabel(key, true)).toBe(macLabel);
});

test('a control is named with its first key', () => {
  expect(withKey('Go to start', 'goToStart')).toBe('Go to start (Home)');
});
