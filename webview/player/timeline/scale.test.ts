import { expect, test } from 'vitest';
import { timeScale as scaleOf, type TimeScale, ticksOf } from './scale.ts';
import { wholeWindow } from './view.ts';

const timeScale = (duration: number, width: number): TimeScale => scaleOf(wholeWindow(duration), width);

test('time and pixels convert back and forth, clamped to the clip', () => {
  const scale = timeScale(8, 400);
  expect(scale.xOf(2)).toBe(100);
  expect([scale.timeOf(100), scale.timeOf(-5), scale.timeOf(999)]).toEqual([2, 0, 8]);
  expect(timeScale(0, 400).timeOf(10)).toBe(0);
});

test.each([
  [0.5, 700, ['0:00.0', '0:00.1', '0:00.2', '0:00.3', '0:00.4', '0:00.5']],
  [8, 800, ['0:00', '0:01', '0:02', '0:03', '0:04', '0:05', '0:06', '0:07', '0:08']],
  [600, 800, ['0:00', '1:00', '2:00', '3:00', '4:00', '5:00', '6:00', '7:00', '8:00', '9:00', '10:00']],
  [7200, 300, ['0:00', '30:00', '1:00:00', '1:30:00', '2:00:00']],
])('a ruler of %d s over %d px has sensible labels', (duration, width, labels) => {
  expect(ticksOf(timeScale(duration, width), 72).flatMap(({ label }) => label ?? [])).toEqual(labels);
});

test('labels keep their distance at any length', () => {
  for (const duration of [0.1, 1, 3.7, 12, 45, 100, 1000, 5000, 36000]) {
    const labelled = ticksOf(timeScale(duration, 700), 72).filter(({ label }) => label !== null);
    const gaps = labelled.slice(1).map(({ x }, i) => x - (labelled[i]?.x ?? 0));
    expect(Math.min(...gaps, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(72 - 1e-6);
  }
});

test('an unknown duration or width has no ticks', () => {
  expect(ticksOf(timeScale(0, 700), 72)).toEqual([]);
  expect(ticksOf(timeScale(8, 0), 72)).toEqual([]);
});

test('a part of the clip is spread over the whole width, and its ruler says where it is', () => {
  const scale = scaleOf({ duration: 7200, span: { start: 3600, end: 3602 } }, 800);
  expect([scale.xOf(3601), scale.timeOf(400), scale.xOf(3599)]).toEqual([400, 3601, -400]);
  expect(ticksOf(scale, 72).flatMap(({ label }) => label ?? [])).toEqual([
    ...['1:00:00.0', '1:00:00.2', '1:00:00.4', '1:00:00.6', '1:00:00.8', '1:00:01.0'],
    ...['1:00:01.2', '1:00:01.4', '1:00:01.6', '1:00:01.8', '1:00:02.0'],
  ]);
});
