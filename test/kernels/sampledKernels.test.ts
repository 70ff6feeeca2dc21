import { expect, test } from 'vitest';
import { createKernels } from '../../src/media/kernels/kernels.ts';

/** Numbers between two others, the same in every run. */
function sketched(length: number, low: number, high: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return Math.fround(low + (high - low) * (state / 0x7fffffff));
  });
}

test('a pixel is shared out among the knots around it', () => {
  const lightnessKnots = [0, 50, 100];
  const chromaKnots = [-90, -20, 20, 90];
  const count = 60;
  const kernels = createKernels(8192);
  const [lightness, a, b] = [kernels.floats(count), kernels.floats(count), kernels.floats(count)];
  // Some lie on a knot, some beyond the outermost ones.
  lightness.view.set([0, 50, 100, 101, ...sketched(count - 4, -1, 101, 3)]);
  a.view.set([-90, -20, 90, 120, ...sketched(count - 4, -110, 110, 5)]);
  b.view.set([90, 20, -90, -120, ...sketched(count - 4, -110, 110, 7)]);
  const [knotsL, knotsC] = [kernels.doubles(3), kernels.doubles(4)];
  knotsL.view.set(lightnessKnots);
  knotsC.view.set(chromaKnots);
  const bins = kernels.doubles(3 * 4 * 4);
  bins.view.fill(0.5);
  kernels.run.addPalette(lightness.address, a.address, b.address, count, knotsL.address, 3, knotsC.address, 4, bins.address);

  /** A triangle around the knot; those at the ends go on for ever. */
  const share = (knots: readonly number[], knot: number, value: number) => {
    const [before, at, after] = [knots[knot - 1], knots[knot] ?? 0, knots[knot + 1]];
    if (value < at) return before === undefined ? 1 : Math.max(0, (value - before) / (at - before));
    return after === undefined ? 1 : Math.max(0, (after - value) / (after - at));
  };
  for (let bin = 0; bin < 48; bin++) {
    let expected = 0.5;
    for (let i = 0; i < count; i++) {
      expected +=
        share(lightnessKnots, Math.floor(bin / 16), lightness.view[i] ?? 0) *
        share(chromaKnots, Math.floor(bin / 4) % 4, a.view[i] ?? 0) *
        share(chromaKnots, bin % 4, b.view[i] ?? 0);
    }
    expect(bins.view[bin], `bin ${bin}`).toBeCloseTo(expected, 10);
  }
});

test.each([
  [160, 90],
  [21, 7],
  [5, 3],
])('the gradient of %i × %i pixels is that of Sobel', (width, height) => {
  const kernels = createKernels(2 * width * height + 512);
  const luma = kernels.bytes(width * height);
  luma.view.set(sketched(width * height, 0, 256, 11).map(Math.floor));
  const sums = kernels.doubles(2);
  kernels.run.sobelGradient(luma.address, width, height, sums.address);
  let [lengths, squares] = [0, 0];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = (dx: number, dy: number) => luma.view[(y + dy) * width + x + dx] ?? 0;
      const across = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1);
      const down = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1);
      lengths += Math.hypot(across, down);
      squares += across ** 2 + down ** 2;
    }
  }
  expect((sums.view[0] ?? 0) / lengths).toBeCloseTo(1, 7);
  expect(sums.view[1]).toBe(squares);
});

test('saliency is how far a pixel stands out of the largest even box around it', () => {
  const [width, height] = [17, 12];
  const area = { left: 2, top: 1, right: 16, bottom: 10 };
  const kernels = createKernels(65_536);
  const planes = [3, 5, 7].map((seed) => {
    const plane = kernels.floats(width * height);
    plane.view.set(sketched(width * height, -50, 100, seed));
    return plane;
  });
  const [lightness, a, b] = planes.map(({ address }) => address);
  const integral = kernels.doubles(4 * (width + 1) * (height + 1));
  const map = kernels.floats(width * height);
  const totals = kernels.doubles(2);
  integral.view.fill(99);
  map.view.fill(-1);
  const { left, top, right, bottom } = area;
  const target = [integral.address, map.address, totals.address] as const;
  kernels.run.mapSaliency(lightness ?? 0, a ?? 0, b ?? 0, width, left, top, right, bottom, ...target);

  const meanOf = (plane: Float32Array, x0: number, y0: number, x1: number, y1: number) => {
    let sum = 0;
    for (let y = y0; y <= y1; y++) for (let x = x0; x <= x1; x++) sum += plane[y * width + x] ?? 0;
    return sum / ((x1 - x0 + 1) * (y1 - y0 + 1));
  };
  let [sum, most] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x < left || x >= right || y < top || y >= bottom) {
        expect(map.view[y * width + x]).toBe(-1);
        continue;
      }
      const reachX = Math.min(x - left, right - 1 - x);
      const reachY = Math.min(y - top, bottom - 1 - y);
      const apart = planes.map(({ view }) => {
        const near = meanOf(
          view,
          Math.max(left, x - 1),
          Math.max(top, y - 1),
          Math.min(right - 1, x + 1),
          Math.min(bottom - 1, y + 1),
        );
        return near - meanOf(view, x - reachX, y - reachY, x + reachX, y + reachY);
      });
      const value = Math.hypot(...apart);
      expect(map.view[y * width + x]).toBeCloseTo(value, 4);
      sum += value;
      most = Math.max(most, value);
    }
  }
  expect(totals.view[0]).toBeCloseTo(sum, 8);
  expect(totals.view[1]).toBeCloseTo(most, 8);
});
