import { expect, test } from 'vitest';
import { frameOfTimecode, timecodeOf } from './timecode.ts';

const ntsc = { numerator: 30000, denominator: 1001 };

test.each([
  [0, { numerator: 24, denominator: 1 }, '00:00:00:00'],
  [35, { numerator: 24, denominator: 1 }, '00:00:01:11'],
  [25 * 3661 + 7, { numerator: 25, denominator: 1 }, '01:01:01:07'],
  [48, { numerator: 24000, denominator: 1001 }, '00:00:02:00'],
  [49, { numerator: 8, denominator: 1 }, '00:00:06:01'],
  [120, { numerator: 60, denominator: 1 }, '00:00:02:00'],
])('frame %i at %o is %s', (frame, rate, timecode) => {
  expect(timecodeOf(frame, rate)).toBe(timecode);
});

// SMPTE ST 12-1: numbers 00 and 01 are dropped at each minute except every tenth; 17982 frames make ten minutes.
test.each([
  [1799, '00:00:59;29'],
  [1800, '00:01:00;02'],
  [3597, '00:01:59;29'],
  [3598, '00:02:00;02'],
  [17981, '00:09:59;29'],
  [17982, '00:10:00;00'],
  [107892, '01:00:00;00'],
])('frame %i at 29.97 drops numbers: %s', (frame, timecode) => {
  expect(timecodeOf(frame, ntsc)).toBe(timecode);
});

test('59.94 drops four numbers a minute', () => {
  expect(timecodeOf(3600, { numerator: 60000, denominator: 1001 })).toBe('00:01:00;04');
});

test('every frame is found by its timecode, with and without dropped numbers', () => {
  for (const rate of [
    ntsc,
    { numerator: 60000, denominator: 1001 },
    { numerator: 24000, denominator: 1001 },
    { numerator: 25, denominator: 1 },
  ]) {
    for (let frame = 0; frame < 40_000; frame += 7) expect(frameOfTimecode(timecodeOf(frame, rate), rate)).toBe(frame);
  }
});

test.each([
  ['1211', 12 * 24 + 11],
  ['5', 5],
  ['2:00', 48],
  ['1:00:00', 60 * 24],
  ['00:00:01:24', null],
  ['00:61:00:00', null],
  ['soon', null],
  ['', null],
])('typed %s at 24 frames means frame %s', (text, frame) => {
  expect(frameOfTimecode(text, { numerator: 24, denominator: 1 })).toBe(frame);
});

test('a number that is left out means the next one', () => {
  expect(frameOfTimecode('00:01:00;00', ntsc)).toBe(1800);
  expect(frameOfTimecode('00:10:00;00', ntsc)).toBe(17982);
});
