import { expect, test } from 'vitest';
import { filmstripSlots } from './filmstrip.ts';
import { timeScale } from './scale.ts';
import { waveformColumns } from './waveform.ts';

test('each slot of the strip shows the thumbnail nearest to its middle', () => {
  const slots = filmstripSlots(Float64Array.of(0, 1, 2, 3), timeScale(4, 100), 30);
  // Middles at 0.6, 1.8, 3.0 and 4.0 (clamped to the clip).
  expect(slots).toEqual([
    { x: 0, width: 30, index: 1 },
    { x: 30, width: 30, index: 2 },
    { x: 60, width: 30, index: 3 },
    { x: 90, width: 10, index: 3 },
  ]);
  expect(filmstripSlots(new Float64Array(), timeScale(4, 100), 30)).toEqual([]);
});

test('a pixel column of the waveform holds the extremes of all samples under it', () => {
  const waveform = { hop: 0.5, minimum: Float32Array.of(-0.5, -0.25, -1, 0), maximum: Float32Array.of(0.5, 0.75, 0.25, 0.125) };
  const { low, high } = waveformColumns(waveform, timeScale(4, 4));
  expect([...low]).toEqual([-0.5, -1, 0, 0]);
  expect([...high]).toEqual([0.75, 0.25, 0, 0]);
});

test('columns narrower than a hop still show its sample', () => {
  const waveform = { hop: 1, minimum: Float32Array.of(-0.5, -0.25), maximum: Float32Array.of(0.5, 0.75) };
  expect([...waveformColumns(waveform, timeScale(2, 8)).high]).toEqual([0.5, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75, 0.75]);
});
