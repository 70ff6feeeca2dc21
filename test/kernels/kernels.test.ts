import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createKernels } from '../../src/media/kernels/kernels.ts';
import { compileKernels, GENERATED } from './compileKernels.ts';

test('what is shipped is what the sources compile to', async () => {
  const current = (await readFile(GENERATED, 'utf8')) === (await compileKernels());
  expect(current, 'kernels.generated.ts is what `npm run kernels` writes').toBe(true);
});

test('a plane is halved to the rounded means of 2 × 2 pixels', () => {
  const kernels = createKernels(1024);
  const source = kernels.bytes(7 * 4);
  const target = kernels.bytes(3 * 2);
  source.view.set([0, 1, 2, 3, 250, 255, 9, 2, 4, 2, 3, 255, 255, 9, 10, 10, 0, 0, 7, 8, 9, 10, 11, 255, 0, 9, 10, 9]);
  kernels.run.halvePlane(source.address, 7, 4, target.address);
  expect([...target.view]).toEqual([2, 3, 254, 10, 64, 9]);
});

test('buffers do not overlap, start at multiples of 16 and end with the memory', () => {
  const kernels = createKernels(200_000);
  const buffers = [kernels.bytes(3), kernels.floats(5), kernels.bytes(100_000)];
  for (const { address } of buffers) expect(address % 16).toBe(0);
  for (const [index, { view }] of buffers.entries()) view.fill(index + 1);
  expect(buffers.map(({ view }) => [...new Set(view)])).toEqual([[1], [2], [3]]);
  expect(() => kernels.bytes(200_000)).toThrow(RangeError);
});

test('kernels do not share memory', () => {
  const one = createKernels(100).bytes(16);
  const other = createKernels(100).bytes(16);
  one.view.fill(7);
  expect(other.view[0]).toBe(0);
});

/** Bytes that a picture might hold: shading, edges and noise. */
function sketchedBytes(length: number): Uint8Array {
  let seed = 7;
  return Uint8Array.from({ length }, (_, i) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return 128 + 90 * Math.sin(i / 9) + (seed % 40) - 20;
  });
}

test('a block is summed up as its pixels say', () => {
  const [width, height] = [27, 21];
  const kernels = createKernels(4096);
  const [now, before, sums] = [kernels.bytes(width * height), kernels.bytes(width * height), kernels.integers(4)];
  now.view.set(sketchedBytes(width * height));
  before.view.set(sketchedBytes(width * height + 5).subarray(5));
  const [x0, y0, across, down] = [1, 2, 23, 17];
  kernels.run.sumBlock(now.address + y0 * width + x0, before.address + y0 * width + x0, width, across, down, sums.address);
  const at = (x: number, y: number) => now.view[y * width + x] ?? 0;
  let [values, changes, energy, masked] = [0, 0, 0, 0];
  for (let y = y0; y < y0 + down; y++) {
    for (let x = x0; x < x0 + across; x++) {
      const bent = (column: number) => at(column, y - 1) - 2 * at(column, y) + at(column, y + 1);
      values += at(x, y);
      changes += Math.abs(at(x, y) - (before.view[y * width + x] ?? 0));
      energy += (at(x - 1, y) + at(x + 1, y) - 2 * at(x, y) + bent(x)) ** 2;
      masked += Math.abs(bent(x - 1) - 2 * bent(x) + bent(x + 1));
    }
  }
  expect([...sums.view]).toEqual([values, changes, energy, masked]);
});

test('steps and bends are summed up for every column and every row', () => {
  const [width, height] = [40, 24];
  const kernels = createKernels(8192);
  const luma = kernels.bytes(width * height);
  luma.view.set(sketchedBytes(width * height));
  const sums = (count: number) => ({ steps: kernels.integers(count), bends: kernels.integers(count) });
  const [columns, rows] = [sums(width), sums(height)];
  kernels.run.columnSteps(luma.address, width, height, columns.steps.address, columns.bends.address);
  kernels.run.rowSteps(luma.address, width, height, rows.steps.address, rows.bends.address);
  const expected = (pixels: readonly number[], stride: number) => {
    const all = pixels.map((pixel) => {
      const at = (offset: number) => luma.view[pixel + offset * stride] ?? 0;
      const rise = (offset: number) => Math.abs(at(offset) - at(offset - 1));
      return [Math.max(0, 2 * rise(0) - rise(-1) - rise(1)), Math.min(12, Math.abs(at(-1) - 2 * at(0) + at(1)))];
    });
    return [0, 1].map((kind) => all.reduce((sum, one) => sum + (one[kind] ?? 0), 0));
  };
  const everySecond = (count: number) => Array.from({ length: count / 2 }, (_, i) => 2 * i);
  for (let x = 2; x < width - 1; x++) {
    const pixels = everySecond(height).map((y) => y * width + x);
    expect([columns.steps.view[x], columns.bends.view[x]]).toEqual(expected(pixels, 1));
  }
  for (let y = 2; y < height - 1; y++) {
    const pixels = everySecond(width).map((x) => y * width + x);
    expect([rows.steps.view[y], rows.bends.view[y]]).toEqual(expected(pixels, width));
  }
});

test('detail of means is the Laplacian of means', () => {
  const [width, height] = [38, 26];
  const kernels = createKernels(8192);
  const source = kernels.bytes(width * height);
  const [halves, quarters] = [kernels.shorts((width >> 1) * (height >> 1)), kernels.shorts((width >> 2) * (height >> 2))];
  source.view.set(sketchedBytes(width * height));
  kernels.run.sumQuads(source.address, width, height, halves.address);
  kernels.run.sumQuadsOf16(halves.address, width >> 1, height >> 1, quarters.address);
  const sumOf = (side: number) => (x: number, y: number) => {
    let sum = 0;
    for (let i = 0; i < side * side; i++)
      sum += source.view[(side * y + Math.floor(i / side)) * width + side * x + (i % side)] ?? 0;
    return sum;
  };
  for (const [side, sums] of [
    [2, halves],
    [4, quarters],
  ] as const) {
    const across = Math.floor(width / side);
    const down = Math.floor(height / side);
    const sum = sumOf(side);
    const all = Array.from({ length: across * down }, (_, i) => sum(i % across, Math.floor(i / across)));
    expect([...sums.view]).toEqual(all);
    let energy = 0;
    for (let y = 1; y < down - 1; y++) {
      for (let x = 1; x < across - 1; x++) {
        energy += (sum(x - 1, y) + sum(x + 1, y) + sum(x, y - 1) + sum(x, y + 1) - 4 * sum(x, y)) ** 2;
      }
    }
    expect(kernels.run.squaredLaplacian(sums.address, across, down)).toBe(energy);
  }
});

test.each([
  [37, 11],
  [160, 90],
  [5, 3],
])('one pass over %i × %i pixels counts, sums up and compares', (width, height) => {
  const pixels = width * height;
  const kernels = createKernels(2 * pixels + 4096);
  const [now, before] = [kernels.bytes(pixels), kernels.bytes(pixels)];
  for (let i = 0; i < pixels; i++) {
    now.view[i] = (i * i * 7 + 31 * i) % 256;
    before.view[i] = i % 5 === 0 ? 255 * (i & 1) : (i * 13) % 256;
  }
  const [columnCells, rowCells] = [kernels.bytes(width), kernels.bytes(height)];
  columnCells.view.set(columnCells.view.map((_, x) => Math.floor((4 * x) / width)));
  rowCells.view.set(rowCells.view.map((_, y) => 4 * Math.floor((3 * y) / height)));
  const [cells, histogram, changes] = [kernels.integers(12), kernels.integers(256), kernels.integers(3)];
  const [columnPeaks, rowPeaks] = [kernels.bytes(width), kernels.bytes(height)];
  const addresses = [columnCells, rowCells, cells, histogram, columnPeaks, rowPeaks, changes].map(({ address }) => address);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = addresses;
  kernels.run.scanLuma(now.address, before.address, width, height, a, b, c, d, e, f, g);

  const expected = {
    cells: new Int32Array(12),
    histogram: new Int32Array(256),
    columnPeaks: new Uint8Array(width),
    rowPeaks: new Uint8Array(height),
    changes: [0, 0, 0],
  };
  now.view.forEach((luma, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const step = luma - (before.view[i] ?? 0);
    const cell = (columnCells.view[x] ?? 0) + (rowCells.view[y] ?? 0);
    expected.cells[cell] = (expected.cells[cell] ?? 0) + luma;
    expected.histogram[luma] = (expected.histogram[luma] ?? 0) + 1;
    expected.columnPeaks[x] = Math.max(expected.columnPeaks[x] ?? 0, luma);
    expected.rowPeaks[y] = Math.max(expected.rowPeaks[y] ?? 0, luma);
    expected.changes = expected.changes.map((sum, n) => sum + ([Math.abs(step), step, step * step][n] ?? 0));
  });
  const found = { cells: cells.view, histogram: histogram.view, columnPeaks: columnPeaks.view, rowPeaks: rowPeaks.view };
  expect({ ...found, changes: [...changes.view] }).toEqual(expected);
});
