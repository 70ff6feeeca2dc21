import { expect, test } from 'vitest';
import { histogramOf, lumaOf, paintFalseColour, waveformOf } from './scopes.ts';

const image = (width: number, ...pixels: readonly (readonly [number, number, number])[]) => ({
  width,
  height: pixels.length / width,
  data: Uint8ClampedArray.from(pixels.flatMap((pixel) => [...pixel, 255])),
});

test('luma weighs green most', () => {
  expect([lumaOf(255, 255, 255), lumaOf(255, 0, 0), lumaOf(0, 255, 0), lumaOf(0, 0, 255)]).toEqual([255, 54, 182, 18]);
});

test('the histogram counts every pixel once in each channel', () => {
  const { red, green, luma } = histogramOf(image(2, [255, 0, 0], [255, 0, 0], [0, 255, 0], [9, 9, 9]));
  expect([red[255], red[0], red[9], green[255], luma[54], luma[182], luma[9]]).toEqual([2, 1, 1, 1, 2, 1, 1]);
  expect(luma.reduce((sum, count) => sum + count, 0)).toBe(4);
});

test('the waveform keeps columns apart', () => {
  const counts = waveformOf(image(2, [255, 255, 255], [0, 0, 0], [255, 255, 255], [9, 9, 9]));
  expect([counts[255], counts[256 + 0], counts[256 + 9], counts[0]]).toEqual([2, 1, 1, 0]);
});

test('false colour marks clipped black and white and middle grey, and leaves the rest grey', () => {
  const painted = image(4, [0, 0, 0], [255, 255, 255], [102, 102, 102], [200, 200, 200]);
  paintFalseColour(painted);
  const colours = [0, 1, 2, 3].map((pixel) => [...painted.data.subarray(4 * pixel, 4 * pixel + 3)]);
  expect(colours).toEqual([
    [128, 50, 190],
    [225, 40, 40],
    [60, 170, 70],
    [200, 200, 200],
  ]);
});
