import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { compileKernels, GENERATED } from '../../../test/kernels/compileKernels.ts';
import { createKernels } from './kernels.ts';

test('what is shipped is what the sources compile to', async () => {
  expect(await readFile(GENERATED, 'utf8')).toBe(await compileKernels());
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
