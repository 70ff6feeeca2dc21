import { createKernels } from '../kernels/kernels.ts';
import type { Size } from './frameGeometry.ts';

/** Side of a block in pixels, on every level. */
export const BLOCK = 8;
/** Values per block in `sums`: gx², gx·gy, gy², gx·d, gy·d, d². */
export const SUMS = 6;
/** The largest translation that is found, as share of each side. */
const REACH = 0.25;

/** Blocks of 8 × 8 pixels with a margin of at least 1 px around them. */
export interface BlockGrid {
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

/** How the blocks of a picture have moved since the frame before. */
export interface MotionField {
  readonly grid: BlockGrid;
  /** Whole pixels right and down per block, row by row; refilled by every push. */
  readonly vectors: Int16Array;
  /** `SUMS` sums per block over its pixels: covariances of the gradient and of the difference that the vector leaves. */
  readonly sums: Float32Array;
  /** Mean absolute luma difference to the frame before, read at a quarter of the size. */
  readonly change: number;
  /** Takes the next luma plane; false for the first, which has not moved. */
  push(luma: Uint8Array): boolean;
}

/**
 * Coarse to fine: the translation of the whole picture at a quarter of the size, blocks at half the size, blocks at full size,
 * then the sums that give fractions of a pixel. All in WebAssembly; nothing is allocated per frame.
 */
export function createMotionField(size: Size): MotionField {
  const half = halved(size);
  const quarter = halved(half);
  const pixels = size.width * size.height;
  const grid = blockGrid(size);
  const coarseGrid = blockGrid(half);
  const blocks = grid.columns * grid.rows;
  const kernels = createKernels(5 * pixels + 40 * blocks + 4096);
  const planes = () => [size, half, quarter].map(({ width, height }) => kernels.bytes(width * height)) as [Plane, Plane, Plane];
  let now = planes();
  let before = planes();
  const relit = planes();
  const bins = kernels.shorts(512);
  const shift = kernels.shorts(4);
  const coarse = kernels.shorts(2 * coarseGrid.columns * coarseGrid.rows);
  const vectors = kernels.shorts(2 * blocks);
  const sums = kernels.floats(SUMS * blocks);
  const { run } = kernels;
  const reachX = Math.floor(REACH * quarter.width);
  const reachY = Math.floor(REACH * quarter.height);
  let started = false;

  /** The frame before in the light of this one, so that a flash or flicker is not taken for movement. */
  function inThisLight(): [Plane, Plane, Plane] {
    const length = quarter.width * quarter.height;
    const amount = run.medianChange(now[2].address, before[2].address, length, bins.address);
    if (amount === 0) return before;
    for (const [level, { address, view }] of before.entries())
      run.addLight(address, view.length, amount, relit[level]?.address ?? 0);
    return relit;
  }

  function match(): void {
    const past = inThisLight();
    run.searchShift(now[2].address, past[2].address, quarter.width, quarter.height, reachX, reachY, shift.address);
    const x = 2 * (shift.view[0] ?? 0);
    const y = 2 * (shift.view[1] ?? 0);
    const { left, top, columns, rows } = coarseGrid;
    const coarseBlocks = columns * rows > 0 ? coarse.address : 0;
    run.matchBlocks(
      now[1].address,
      past[1].address,
      half.width,
      half.height,
      left,
      top,
      columns,
      rows,
      coarse.address,
      0,
      0,
      0,
      0,
      0,
      x,
      y,
    );
    run.matchBlocks(
      now[0].address,
      past[0].address,
      size.width,
      size.height,
      grid.left,
      grid.top,
      grid.columns,
      grid.rows,
      vectors.address,
      coarseBlocks,
      left,
      top,
      columns,
      rows,
      2 * x,
      2 * y,
    );
    run.blockGradients(
      now[0].address,
      past[0].address,
      size.width,
      size.height,
      grid.left,
      grid.top,
      grid.columns,
      grid.rows,
      vectors.address,
      sums.address,
    );
  }

  return {
    grid,
    vectors: vectors.view,
    sums: sums.view,
    get change() {
      return (shift.view[2] ?? 0) / 64;
    },
    push(luma) {
      [now, before] = [before, now];
      now[0].view.set(luma.length === pixels ? luma : luma.subarray(0, pixels));
      run.halvePlane(now[0].address, size.width, size.height, now[1].address);
      run.halvePlane(now[1].address, half.width, half.height, now[2].address);
      if (started && blocks > 0) match();
      const moved = started;
      started = true;
      return moved;
    },
  };
}

type Plane = ReturnType<ReturnType<typeof createKernels>['bytes']>;

function halved({ width, height }: Size): Size {
  return { width: width >> 1, height: height >> 1 };
}

function blockGrid({ width, height }: Size): BlockGrid {
  const columns = Math.max(0, Math.floor((width - 2) / BLOCK));
  const rows = Math.max(0, Math.floor((height - 2) / BLOCK));
  return { left: (width - columns * BLOCK) >> 1, top: (height - rows * BLOCK) >> 1, columns, rows };
}
