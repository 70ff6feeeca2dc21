import { expect, test } from 'vitest';
import { createKernels } from '../../src/media/kernels/kernels.ts';

const COUNT = 10;
const TOLERANCE = 0.9;
const SHARE = 0.04;
const MODEL = [1.5, -0.7, 0.01, -0.02];

/** One block: x, y, edge, texture, vx, vy, xx, xy, yy. */
type Block = readonly [number, number, number, number, number, number, number, number, number];

/** Blocks that follow a motion more or less; the last one fills up the pair and has no weight. */
const BLOCKS: readonly Block[] = Array.from({ length: COUNT }, (_, i) => {
  if (i === COUNT - 1) return [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const [x, y] = [8 * i - 30, 5 * ((i * 7) % 9) - 20];
  const [vx, vy] = [1.4 + Math.sin(i) + 0.01 * x, -0.6 + Math.cos(3 * i) + 0.02 * y];
  return [x, y, 0.35 + (i % 4) / 6, (i % 5) / 5, vx, vy, 0.2 + (i % 3) / 2, 0.1 * Math.sin(2 * i), 0.3 + (i % 2) / 2].map(
    Math.fround,
  ) as unknown as Block;
});

/** The rows of the normal equations, by the definition: Σ w · Jᵀ · A · (J | v) with J = [1 0 x −y; 0 1 y x] and A = [xx xy; xy yy]. */
function plainRound(blocks: readonly Block[]) {
  const [tx = 0, ty = 0, zoom = 0, roll = 0] = MODEL;
  const rows = Array.from({ length: 4 }, () => new Array<number>(5).fill(0));
  let following = 0;
  let all = 0;
  for (const [x, y, edge, texture, vx, vy, xx, xy, yy] of blocks) {
    const ex = vx - (tx + zoom * x - roll * y);
    const ey = vy - (ty + roll * x + zoom * y);
    const allowed = TOLERANCE + SHARE * (Math.abs(vx) + Math.abs(vy));
    const distance = (xx * ex * ex + 2 * xy * ex * ey + yy * ey * ey) / ((xx + yy) * allowed * allowed + 1e-9);
    const agreement = 1 / (1 + distance) ** 2;
    all += edge * texture;
    following += edge * texture * agreement;
    const columns: [number, number][] = [
      [1, 0],
      [0, 1],
      [x, y],
      [-y, x],
      [vx, vy],
    ]; // of J, and v
    for (const [row, sums] of rows.entries()) {
      const [p, q] = columns[row] ?? [0, 0];
      for (const [column, [r, s]] of columns.entries()) {
        const product = p * (xx * r + xy * s) + q * (xy * r + yy * s);
        sums[column] = (sums[column] ?? 0) + edge * agreement * product;
      }
    }
  }
  return [...rows.flatMap((sums, row) => sums.slice(row)), following, all];
}

test('a round of the fit is what its definition says', () => {
  const kernels = createKernels(4000);
  const values = kernels.floats(9 * COUNT);
  values.view.set(Array.from({ length: 9 }, (_, name) => BLOCKS.map((block) => block[name] ?? 0)).flat());
  const model = kernels.doubles(4);
  model.view.set(MODEL);
  const system = kernels.doubles(16);
  kernels.run.fitCamera(COUNT, values.address, model.address, TOLERANCE, SHARE, system.address);
  for (const [index, expected] of plainRound(BLOCKS).entries()) expect(system.view[index]).toBeCloseTo(expected, 9);
});
