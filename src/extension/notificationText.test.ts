import { expect, test } from 'vitest';
import { notificationText } from './notificationText.ts';

/** What VS Code takes for a link in a notification. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

test.each(['"[Mend it](command:workbench.action.quit).mp4" is empty.', '[a](command:b)[c](https://d)'])(
  '%s has no link left',
  (text) => {
    expect(text.match(LINK)).not.toBeNull();
    expect(notificationText(text).match(LINK)).toBeNull();
  },
);

test('leaves other names alone', () => {
  expect(notificationText('take [2] (final).mp4 is empty.')).toBe('take [2] (final).mp4 is empty.');
});
