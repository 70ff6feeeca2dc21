import { expect, test } from 'vitest';
import { keyLabel, withKey } from './keyLabels.ts';

test.each([
  ['space', 'Space', 'Space'],
  ['alt+left', 'Alt+←', '⌥←'],
  ['shift+l', 'Shift+L', '⇧L'],
  ['shift+/', '?', '?'],
  ['=', '+', '+'],
])('%s reads %s, on a Mac %s', (key, label, macLabel) => {
  expect(keyLabel(key, false)).toBe(label);
  expect(keyLabel(key, true)).toBe(macLabel);
});

test('a control is named with its first key', () => {
  expect(withKey('Go to start', 'goToStart')).toBe('Go to start (Home)');
});
