import { expect, test } from 'vitest';
import { timecodeOf } from './timecode.ts';
import { type Counting, frameTyped, timecodeNumber } from './typedPlace.ts';

const rate = { numerator: 24, denominator: 1 };
const even: Counting = {
  table: { times: Float64Array.from({ length: 96 }, (_, index) => index / 24), end: 4 },
  rate,
  variable: false,
};
const uneven: Counting = { table: { times: Float64Array.of(0, 0.06, 0.15, 0.9, 2), end: 2.1 }, rate, variable: true };

test.each([
  ['48', 'frame', 48],
  ['999', 'frame', 95],
  ['+3', 'frame', 13],
  ['-30', 'frame', 0],
  ['2', 'time', 48],
  ['0:02.5', 'time', 60],
  ['2,5', 'time', 60],
  ['+1', 'time', 34],
  ['00:00:02:00', 'timecode', 48],
  ['112', 'timecode', 36],
  ['-5', 'timecode', 5],
  ['2.5s', 'time', 60],
  ['2.5 s', 'timecode', 60],
  ['50f', 'timecode', 50],
  ['+3F', 'time', 13],
  ['-1s', 'frame', 0],
  ['s', 'time', null],
  ['1:5f', 'timecode', null],
  ['1.5', 'frame', null],
  ['', 'frame', null],
] as const)('%s typed as %s, from frame 10, is frame %s', (text, unit, frame) => {
  expect(frameTyped(text, unit, even, 10)).toBe(frame);
});

test('with uneven frames, every frame is found by the timecode and the time that it shows', () => {
  for (const [frame, time] of uneven.table.times.entries()) {
    expect(frameTyped(timecodeOf(timecodeNumber(uneven, frame), rate), 'timecode', uneven, 0)).toBe(frame);
    expect(frameTyped(String(time), 'time', uneven, 0)).toBe(frame);
  }
});
