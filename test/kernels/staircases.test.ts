import { expect, test } from 'vitest';
import { createKernels } from '../../src/media/kernels/kernels.ts';

const LEVEL = 257;

/** Plateaus side by side, each 8 samples long and 2 samples behind the one before, at these luma levels. */
function staircases(levels: readonly number[], most = 50) {
  const kernels = createKernels(4000);
  const plateaus = kernels.integers(3 * levels.length);
  plateaus.view.set(levels.flatMap((level, i) => [10 * i, 10 * i + 8, Math.round(8 * LEVEL * level)]));
  const [heights, counts] = [kernels.floats(most), kernels.integers(2)];
  kernels.run.addStaircases(plateaus.address, levels.length, heights.address, most, counts.address);
  const [steps = 0, banded = 0] = counts.view;
  return { heights: Array.from(heights.view.subarray(0, steps), (height) => Math.round(100 * height) / 100), banded };
}

test.each<[string, number[], number[], number]>([
  ['steps up that are alike', [10, 13, 16, 20], [3.33, 3.33, 3.33], 32],
  ['steps down', [20, 17, 14], [3, 3], 24],
  ['two staircases, up and down, that share a plateau', [10, 13, 16, 13, 10], [3, 3, 3, 3], 48],
  ['a single step is none', [10, 14], [], 0],
  ['steps of unequal height are none', [10, 12, 20], [], 0],
  ['steps that nobody sees are none', [10, 10.5, 11], [], 0],
  ['outlines are none', [10, 60, 110], [], 0],
])('%s', (_, levels, heights, banded) => {
  expect(staircases(levels)).toEqual({ heights, banded });
});

test('heights beyond the room for them are left out, their pixels are not', () => {
  expect(staircases([10, 13, 16, 19, 22], 3)).toEqual({ heights: [3, 3, 3], banded: 40 });
});

test('a tile is read along every fourth row and column', () => {
  const [width, height] = [32, 24];
  const kernels = createKernels(20_000);
  const tile = kernels.unsignedShorts(width * height);
  // Two halves, one bright and one dark: an edge in every row, none in a column.
  tile.view.set(Array.from({ length: width * height }, (_, i) => LEVEL * (i % width < width / 2 ? 60 : 180)));
  const [column, widths, halos] = [kernels.unsignedShorts(width), kernels.unsignedShorts(129), kernels.floats(100)];
  const [edges, mask, plateaus] = [kernels.integers(2), kernels.bytes(width), kernels.integers(3 * width)];
  const [heights, bands] = [kernels.floats(100), kernels.integers(2)];
  const [rowBends, columnBends] = [kernels.doubles(3), kernels.doubles(3)];
  kernels.run.addTileLines(
    tile.address,
    width,
    height,
    4,
    column.address,
    widths.address,
    halos.address,
    100,
    edges.address,
    mask.address,
    plateaus.address,
    heights.address,
    100,
    bands.address,
    rowBends.address,
    columnBends.address,
  );
  expect([...edges.view]).toEqual([height / 4, 2 * (height / 4)]);
  expect([...bands.view]).toEqual([0, 0]);
  // Either side of the edge bends; so do two samples on either side when looked at two apart.
  expect([rowBends.view[2], columnBends.view[2]]).toEqual([4 * (height / 4), 0]);
});
