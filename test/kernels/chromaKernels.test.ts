import { expect, test } from 'vitest';
import { createKernels } from '../../src/media/kernels/kernels.ts';

/** One row of a 4:2:0 frame: any code there is, and some that are nearly neutral. */
function sketchedRow(width: number) {
  const kernels = createKernels(10_000);
  const [luma, blue, red] = [kernels.bytes(2 * width), kernels.bytes(width), kernels.bytes(width)];
  for (let x = 0; x < 2 * width; x++) luma.view[x] = (x * 53) % 256;
  for (let x = 0; x < width; x++) {
    blue.view[x] = x % 3 === 0 ? 118 + (x % 20) : (x * 101) % 256;
    red.view[x] = x % 3 === 0 ? 120 + (x % 17) : (x * 37) % 256;
  }
  const pixels = Array.from({ length: width }, (_, x) => ({
    x,
    luma: luma.view[2 * x] ?? 0,
    blue: (blue.view[x] ?? 0) - 128,
    red: (red.view[x] ?? 0) - 128,
  }));
  return { kernels, luma: luma.address, blue: blue.address, red: red.address, pixels };
}

test.each([1, 8, 45, 80])('the chroma of a row of %i pixels has the moments of its definition', (width) => {
  const { kernels, luma, blue, red, pixels } = sketchedRow(width);
  const sums = kernels.integers(9);
  sums.view.fill(5);
  const distances = kernels.run.chromaMoments(luma, blue, red, width, sums.address);
  const near = pixels.filter(({ blue: b, red: r, luma: y }) => b * b + r * r <= 576 && y >= 40 && y <= 235);
  const sumOf = (some: typeof pixels, value: (pixel: (typeof pixels)[number]) => number) =>
    some.reduce((sum, pixel) => sum + value(pixel), 0);
  expect([...sums.view]).toEqual(
    [
      sumOf(pixels, ({ blue }) => blue),
      sumOf(pixels, ({ red }) => red),
      sumOf(pixels, ({ blue }) => blue * blue),
      sumOf(pixels, ({ red }) => red * red),
      sumOf(pixels, ({ blue, red }) => blue * red),
      sumOf(near, ({ blue }) => blue),
      sumOf(near, ({ red }) => red),
      sumOf(near, ({ luma }) => luma),
      near.length,
    ].map((sum) => sum + 5),
  );
  expect(distances).toBeCloseTo(
    sumOf(pixels, ({ blue, red }) => Math.hypot(blue, red)),
    2,
  );
});

test.each([1, 45, 80])('a row of %i pixels is counted by colour and added to its cells', (width) => {
  const { kernels, luma, blue, red, pixels } = sketchedRow(width);
  const cellOf = (x: number) => Math.floor((x * 9) / width);
  const [columns, cells, histogram] = [kernels.bytes(width), kernels.integers(18), kernels.integers(96)];
  columns.view.set(columns.view.map((_, x) => cellOf(x)));
  kernels.run.countChroma(luma, blue, red, width, columns.address, cells.address, cells.address + 36, histogram.address);
  const expected = { cells: new Int32Array(18), histogram: new Int32Array(96) };
  const step = (code: number) => [117, 128, 139].filter((edge) => code + 128 >= edge).length;
  for (const pixel of pixels) {
    for (const [plane, value] of [pixel.blue, pixel.red].entries()) {
      const cell = 9 * plane + cellOf(pixel.x);
      expected.cells[cell] = (expected.cells[cell] ?? 0) + value;
    }
    const bin = 16 * Math.floor((6 * pixel.luma) / 256) + 4 * step(pixel.blue) + step(pixel.red);
    expected.histogram[bin] = (expected.histogram[bin] ?? 0) + 1;
  }
  expect(cells.view).toEqual(expected.cells);
  expect(histogram.view).toEqual(expected.histogram);
});
