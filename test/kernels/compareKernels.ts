/** Measures the WebAssembly kernels against the same work in plain TypeScript: `node test/kernels/compareKernels.ts`. */
import { createKernels } from '../../src/media/kernels/kernels.ts';
import { type Plane, plainGradients, plainMatch, plainShift } from './plainKernels.ts';

const FRAMES = 300;
const SIZE = { width: 160, height: 90 };
const SMALL = { width: 40, height: 22 };
const BLOCKS = { left: 4, top: 1, columns: 19, rows: 11 };
const COUNT = BLOCKS.columns * BLOCKS.rows;

function plane({ width, height }: { width: number; height: number }, dx: number): Plane {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => {
    const x = (i % width) - dx;
    const y = Math.floor(i / width);
    return 128 + 60 * Math.sin(x / 3) * Math.cos(y / 4) + 40 * Math.sin((x + 2 * y) / 5) + ((i * 31) % 7);
  });
  return { pixels, width, height };
}

/** Milliseconds of processor time per call, after warming up. */
function cost(work: () => void): number {
  for (let i = 0; i < 50; i++) work();
  const start = process.cpuUsage().user;
  for (let i = 0; i < FRAMES; i++) work();
  return (process.cpuUsage().user - start) / 1000 / FRAMES;
}

const [now, before] = [plane(SIZE, 3), plane(SIZE, 0)];
const [smallNow, smallBefore] = [plane(SMALL, 1), plane(SMALL, 0)];
const { run, bytes, shorts, floats } = createKernels(100_000);
const buffers = [now, before, smallNow, smallBefore].map(({ pixels }) => {
  const buffer = bytes(pixels.length);
  buffer.view.set(pixels);
  return buffer.address;
});
const [a = 0, b = 0, c = 0, d = 0] = buffers;
const shift = shorts(4);
const field = shorts(2 * COUNT);
const sums = floats(6 * COUNT);
const grid = [BLOCKS.left, BLOCKS.top, BLOCKS.columns, BLOCKS.rows] as const;
const plainField = new Int16Array(2 * COUNT);
const plainSums = new Float32Array(6 * COUNT);

const work = {
  searchShift: [
    () => run.searchShift(c, d, SMALL.width, SMALL.height, 10, 5, shift.address),
    () => plainShift(smallNow, smallBefore, 10, 5),
  ],
  matchBlocks: [
    () => {
      field.view.fill(0);
      run.matchBlocks(a, b, SIZE.width, SIZE.height, ...grid, field.address, 0, 0, 0, 0, 0, 0, 0);
    },
    () => {
      plainField.fill(0);
      plainMatch(now, before, BLOCKS, plainField, 0, 0);
    },
  ],
  blockGradients: [
    () => run.blockGradients(a, b, SIZE.width, SIZE.height, ...grid, field.address, sums.address),
    () => plainGradients(now, before, BLOCKS, plainField, plainSums),
  ],
} as const;

for (const [name, [kernel, plain]] of Object.entries(work)) {
  const [fast, slow] = [cost(kernel), cost(plain)];
  console.log(
    `${name.padEnd(16)} ${fast.toFixed(4)} ms, in plain TypeScript ${slow.toFixed(4)} ms: ${(slow / fast).toFixed(0)} ×`,
  );
}
