import { expect, test } from 'vitest';
import { nearestTile, stripTimes } from '../../../src/core/thumbnailStrip.ts';
import { frameAt } from '../../../src/core/time.ts';
import { observedFrame } from './observedFrame.ts';

/** Frames at `rate`, the last third of them held twice as long. */
function variable(seconds: number, rate: number) {
  const times: number[] = [];
  for (let time = 0; time < seconds; time += time < (seconds * 2) / 3 ? 1 / rate : 2 / rate) times.push(time);
  return { times: Float64Array.from(times), end: seconds };
}

test('the frame in the middle of the span stands for an observation', () => {
  const table = variable(9, 25);
  expect(observedFrame(table, { start: 1, end: 2 }, 9).start).toBeCloseTo(table.times[frameAt(table, 1.5)] ?? Number.NaN);
  expect(observedFrame(table, { start: 2, end: 2 }, 9).start).toBeCloseTo(2);
  expect(observedFrame(table, { start: 8.99, end: 20 }, 9).start).toBe(table.times.at(-1));
});

test.each([
  ['a second', 1],
  ['five seconds', 5],
  ['two hours', 7200],
])('in a clip of %s its thumbnail shows that frame and no neighbour', (_, seconds) => {
  const table = variable(seconds, 24);
  for (const share of [0, 0.1, 0.33, 0.5, 0.77, 0.999]) {
    const { start, middle, level } = observedFrame(table, { start: share * seconds, end: share * seconds }, seconds);
    const { strip, index } = nearestTile(level, middle, seconds);
    const time = stripTimes(strip, seconds)[index];
    expect(table.times[frameAt(table, time ?? Number.NaN)]).toBe(start);
  }
});
