import { expect, test } from 'vitest';
import { timeScale } from './scale.ts';
import { wholeWindow } from './view.ts';
import { waveformColumns, waveformLevels } from './waveform.ts';

test('a pixel column of the waveform holds the extremes of all samples under it', () => {
  const waveform = { hop: 0.5, minimum: Float32Array.of(-0.5, -0.25, -1, 0), maximum: Float32Array.of(0.5, 0.75, 0.25, 0.125) };
  const { low, high } = waveformColumns([waveform], timeScale(wholeWindow(4), 4));
  expect([...low]).toEqual([-0.5, -1, 0, 0]);
  expect([...high]).toEqual([0.75, 0.25, 0, 0]);
});

test('columns narrower than a hop still show its sample, also from the middle of the clip on', () => {
  const waveform = { hop: 1, minimum: Float32Array.of(-0.5, -0.25), maximum: Float32Array.of(0.5, 0.75) };
  const { high } = waveformColumns([waveform], timeScale(wholeWindow(2), 8));
  expect([...high]).toEqual([0.5, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75, 0.75]);
  const part = timeScale({ duration: 2, span: { start: 0.5, end: 1.5 } }, 4);
  expect([...waveformColumns([waveform], part).high]).toEqual([0.5, 0.5, 0.75, 0.75]);
});

test('two hours are drawn out of a level that has about as much as the screen, and no peak is lost', () => {
  const pairs = 360_000;
  const maximum = new Float32Array(pairs);
  maximum[123_457] = 1;
  const levels = waveformLevels({ hop: 0.02, minimum: new Float32Array(pairs), maximum });
  expect(levels.at(-1)?.maximum.length).toBeLessThanOrEqual(512);
  for (const { maximum: held } of levels) expect(held.includes(1)).toBe(true);
  const { high } = waveformColumns(levels, timeScale(wholeWindow(7200), 1000));
  expect(high.indexOf(1)).toBe(342);
});
