import { describe, expect, it } from 'vitest';
import { padEnd, printable, shorten, widthOf, wrap } from './terminalText.ts';

describe('printable', () => {
  it.each([
    ['plain – text', 'plain – text'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007name', 'name'],
    ['\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['two\r\nlines\tand more', 'two lines and more'],
    ['bell\u0007 back\b null\0 csi\u009b2J', 'bell back null csi'],
    ['\u202egpj.exe', 'gpj.exe'],
  ])('%j is %j', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('leaves no control character at all', () => {
    const all = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code)).join('');
    expect(printable(all)).not.toMatch(/\p{Cc}/u);
  });
});

it.each([
  ['abc', 3],
  ['日本語', 6],
  ['한국', 4],
  ['é', 1],
  ['🎬', 2],
  ['👨‍👩‍👧', 2],
  ['', 0],
])('%s takes %d columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
  expect(widthOf(padEnd(text, 9))).toBe(9);
});

it.each([
  ['short.mp4', 20, 'short.mp4'],
  ['a-very-long-name-0001.mp4', 12, 'a-ver…01.mp4'],
  ['日本語日本語.mp4', 9, '日本…mp4'],
])('%s shortened to %d columns is %s', (text, width, expected) => {
  expect(shorten(text, width)).toBe(expected);
  expect(widthOf(shorten(text, width))).toBeLessThanOrEqual(width);
});

it('wraps at spaces', () => {
  expect(wrap('one two three fourteen', 9)).toEqual(['one two', 'three', 'fourteen']);
  expect(wrap('incomprehensibilities are', 5)).toEqual(['incomprehensibilities', 'are']);
  expect(wrap('', 5)).toEqual(['']);
});
