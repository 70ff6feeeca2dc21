import { expect, test } from 'vitest';
import { FINEST_LEVEL, levelFor, stepOf, stripsFor, stripTimes } from './thumbnailStrip.ts';

test('each level halves the time between two thumbnails, and the level is as fine as the screen can show', () => {
  expect([stepOf(0, 600), stepOf(1, 600), stepOf(3, 600)]).toEqual([10, 5, 1.25]);
  expect([12, 10, 9, 5, 1.25, 1].map((seconds) => levelFor(seconds, 600))).toEqual([0, 0, 1, 1, 3, 4]);
  expect(levelFor(1e-6, 600)).toBe(FINEST_LEVEL);
  expect(levelFor(1, 0)).toBe(0);
});

test('strips cover what is shown, from its middle on', () => {
  // At level 1 a strip of eight covers 40 of 600 seconds.
  expect(stripsFor(1, { start: 50, end: 150 }, 600).map(({ block }) => block)).toEqual([2, 1, 3]);
  expect(stripsFor(1, { start: 590, end: 600 }, 600)).toEqual([{ level: 1, block: 14 }]);
  expect(stripsFor(0, { start: 0, end: 600 }, 600)).toEqual([]);
  expect(stripTimes({ level: 1, block: 1 }, 600)).toEqual([40, 45, 50, 55, 60, 65, 70, 75]);
  expect(stripTimes({ level: 1, block: 1 }, 62)).toHaveLength(8);
  expect(stripTimes({ level: 1, block: 14 }, 600)).toEqual([560, 565, 570, 575, 580, 585, 590, 595]);
});
