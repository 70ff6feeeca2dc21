import { expect, test } from 'vitest';
import { createKernels } from '../../src/media/kernels/kernels.ts';

const LEVEL = 257;

let seed = 11;
function random(): number {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) / 2 ** 23;
}

/** Lines that a tile might hold, in luma levels: noise of this strength over flat areas, shading, outlines and staircases. */
function sketchedLine(length: number, noise: number): number[] {
  let level = 100;
  let slope = 0;
  return Array.from({ length }, () => {
    const event = random();
    if (event < 0.06) level = 255 * random();
    else if (event < 0.12) slope = 12 * (random() - 0.5);
    else if (event < 0.3) slope = 0;
    level = Math.min(255, Math.max(0, level + slope));
    return Math.min(65535, Math.max(0, Math.round(LEVEL * (level + noise * (random() - 0.5)))));
  });
}

const LINES = [2, 7, 16, 80, 127, 128, 200].flatMap((length) => [0, 0.3, 2, 30].map((noise) => sketchedLine(length, noise)));
const FLAT = new Array<number>(150).fill(9000);

function kernelLine(line: readonly number[]) {
  const kernels = createKernels(30_000);
  const samples = kernels.unsignedShorts(line.length);
  samples.view.set(line);
  return { kernels, address: samples.address };
}

/** Bins of the histogram of widths, and overshoots, by the definitions. */
function plainEdges(line: readonly number[]) {
  const at = (x: number) => (line[x] ?? 0) / LEVEL;
  const way = (x: number) => (Math.abs(at(x + 1) - at(x)) <= 0.8 ? 0 : Math.sign(at(x + 1) - at(x)));
  const bins: number[] = [];
  const overshoots: number[] = [];
  const addOvershoot = (end: number, other: number, direction: 1 | -1) => {
    const beside = Array.from({ length: 6 }, (_, i) => end + direction * (5 + i));
    if (beside.some((x) => x < 0 || x >= line.length) || at(end) < 6 || at(end) > 249) return;
    const plateau = beside.map(at);
    const level = plateau.reduce((sum, value) => sum + value) / 6;
    const height = level - at(other);
    const spread = Math.max(...plateau) - Math.min(...plateau);
    if (Math.abs(height) < 40 || height > 0 !== at(end) > at(other) || spread > Math.max(3, 0.1 * Math.abs(height))) return;
    overshoots.push((at(end) - level) / height);
  };
  for (let from = 0; from + 1 < line.length; ) {
    let to = from + 1;
    while (to + 1 < line.length && way(to) === way(from)) to++;
    const steps = Array.from({ length: to - from }, (_, i) => Math.abs((line[from + i + 1] ?? 0) - (line[from + i] ?? 0)));
    const rise = Math.abs((line[to] ?? 0) - (line[from] ?? 0));
    const steepest = Math.max(...steps);
    if (way(from) !== 0 && rise >= 24 * LEVEL && rise < 16 * steepest) {
      bins.push(Math.floor((8 * rise) / steepest));
      if (rise >= 40 * LEVEL) {
        addOvershoot(to, from, 1);
        addOvershoot(from, to, -1);
      }
    }
    from = to;
  }
  return { bins, overshoots };
}

test('edges of lines are found, measured and counted', () => {
  let found = 0;
  for (const line of [...LINES, FLAT]) {
    const { kernels, address } = kernelLine(line);
    const [widths, halos, counts] = [kernels.unsignedShorts(129), kernels.floats(100), kernels.integers(2)];
    kernels.run.addEdges(address, line.length, widths.address, halos.address, 100, counts.address);
    const { bins, overshoots } = plainEdges(line);
    const expected = new Uint16Array(129);
    for (const bin of bins) expected[bin] = (expected[bin] ?? 0) + 1;
    expect([...widths.view]).toEqual([...expected]);
    expect([...counts.view]).toEqual([bins.length, overshoots.length]);
    for (const [i, overshoot] of overshoots.entries()) expect(halos.view[i]).toBeCloseTo(overshoot, 6);
    found += overshoots.length;
  }
  expect(found).toBeGreaterThan(10);
});

test('halos beyond the room for them are left out', () => {
  const line = Array.from({ length: 160 }, (_, x) => LEVEL * (x % 40 < 20 ? 50 : 200));
  const { kernels, address } = kernelLine(line);
  const [widths, halos, counts] = [kernels.unsignedShorts(129), kernels.floats(4), kernels.integers(2)];
  kernels.run.addEdges(address, line.length, widths.address, halos.address, 3, counts.address);
  expect([...counts.view]).toEqual([7, 3]);
  expect(halos.view[3]).toBe(0);
});

/** Sums of squared bends of neighbours and of samples two apart in squared quarters of a level, and how many, by the definition. */
function plainBends(line: readonly number[]): number[] {
  const quarters = line.map((sample) => sample >> 6);
  const bent = (x: number, apart: number) => (quarters[x - apart] ?? 0) + (quarters[x + apart] ?? 0) - 2 * (quarters[x] ?? 0);
  const sums = [0, 0, 0];
  for (let x = 2; x + 2 < line.length; x++) {
    const [near, far] = [bent(x, 1), bent(x, 2)];
    if (Math.max(Math.abs(near), Math.abs(far)) < 96) continue;
    for (const [i, value] of [near ** 2, far ** 2, 1].entries()) sums[i] = (sums[i] ?? 0) + value;
  }
  return sums;
}

test('clear bends of lines are added up', () => {
  let found = 0;
  for (const line of [...LINES, FLAT, Array.from({ length: 480 }, (_, x) => 65535 * (x & 1))]) {
    const { kernels, address } = kernelLine(line);
    const sums = kernels.doubles(3);
    sums.view.fill(5);
    kernels.run.addBends(address, line.length, sums.address);
    const expected = plainBends(line);
    expect([...sums.view]).toEqual(expected.map((sum) => sum + 5));
    found += expected[2] ?? 0;
  }
  expect(found).toBeGreaterThan(1000);
});

function plainPlateaus(line: readonly number[], step: number, drift: number): number[][] {
  const plateaus: number[][] = [];
  for (let from = 0; from < line.length; ) {
    let to = from + 1;
    const differs = (x: number, from: number) => Math.abs((line[x] ?? 0) - (line[from] ?? 0));
    while (to < line.length && differs(to, to - 1) <= step && differs(to, from) <= drift) to++;
    if (to - from >= 6) plateaus.push([from, to, line.slice(from, to).reduce((sum, sample) => sum + sample)]);
    from = to;
  }
  return plateaus;
}

test.each([
  [115, 231],
  [700, 3000],
])('plateaus of steps up to %i and a drift up to %i are found', (step, drift) => {
  let found = 0;
  for (const line of [...LINES, FLAT]) {
    const { kernels, address } = kernelLine(line);
    const [mask, plateaus] = [kernels.bytes(line.length), kernels.integers(3 * line.length)];
    const count = kernels.run.findPlateaus(address, line.length, step, drift, mask.address, plateaus.address);
    const expected = plainPlateaus(line, step, drift);
    expect([...plateaus.view.subarray(0, 3 * count)]).toEqual(expected.flat());
    found += count;
  }
  expect(found).toBeGreaterThan(50);
});

test('a column is gathered', () => {
  const { kernels, address } = kernelLine([1, 2, 3, 4, 5, 6, 7, 8]);
  const column = kernels.unsignedShorts(3);
  kernels.run.gatherLine(address + 2, 3, 3, column.address);
  expect([...column.view]).toEqual([2, 5, 8]);
});
