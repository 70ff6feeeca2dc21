import { DETAIL_SERIES, type DetailSeries } from '../../core/series/detail.ts';
import { createKernels } from '../kernels/kernels.ts';
import type { TileGrid } from './frameGeometry.ts';
import { createGridSteps, gridStepsBytes } from './gridSteps.ts';
import { growableSeries } from './growable.ts';
import { createMeansLaplacian, meansLaplacianBytes } from './meansLaplacian.ts';
import { orderStatistic } from './orderStatistic.ts';
import type { TileRange } from './tileLuma.ts';

/** Side in pixels of the blocks that noise is estimated in. */
const BLOCK = 16;
/** Energy that unit white noise leaves behind the 4-neighbour Laplacian: 4² + 4 × 1². */
const LAPLACIAN_NOISE_GAIN = 20;
/** Immerkær (1996): sigma = √(π/2) / 6 × mean |N| with the mask N below. */
const IMMERKAER_GAIN = Math.sqrt(Math.PI / 2) / 6;

export interface DetailExtractor {
  readonly frameBytes: number;
  /** Takes the next frame's tiles, one below the other, one byte of luma a pixel; valid during the call only. */
  push(tiles: Uint8Array): void;
  finish(): Record<DetailSeries, Float32Array>;
}

/**
 * Features of every frame that only native pixels can tell: fine detail, noise and codec blocks. Nothing is allocated per frame.
 *
 * @param range of the luma that is pushed.
 */
export function createDetailExtractor(grid: TileGrid, range: TileRange): DetailExtractor {
  const { width, height } = grid;
  const count = grid.tiles.length;
  const pixels = width * height;
  const kernels = createKernels(2 * pixels * count + meansLaplacianBytes(grid) + gridStepsBytes(grid) + 512);
  // The room before a buffer lets the kernels look at the neighbours of a first pixel.
  let current = kernels.bytes(pixels * count);
  let previous = kernels.bytes(pixels * count);
  const sums = kernels.integers(4);
  const across = Math.max(1, Math.floor(width / BLOCK));
  const down = Math.max(1, Math.floor(height / BLOCK));
  // Border pixels lack neighbours and are left out; the last block of a row or column takes what is left over.
  const columnEdges = edges(width, across);
  const rowEdges = edges(height, down);
  const blockNoise = new Float32Array(across * down * count);
  const blockMean = new Float32Array(across * down);
  const series = growableSeries(DETAIL_SERIES);
  const interior = Math.max(1, (width - 2) * (height - 2)) * count;
  const means = createMeansLaplacian(kernels, grid);
  const grids = createGridSteps(kernels, grid);
  let frames = 0;
  let change = 0;
  let laplacian = 0;
  let stepSquares = 0;
  let steps = 0;

  /** Fills noise and mean of every block of one tile; sums up change and the squares of the Laplacian. */
  function scanTile(tile: number): void {
    for (let row = 0; row < down; row++) {
      for (let column = 0; column < across; column++) scanBlock(tile, row, column);
    }
  }

  function scanBlock(tile: number, row: number, column: number): void {
    const x = columnEdges[column] ?? 0;
    const y = rowEdges[row] ?? 0;
    const blockWidth = (columnEdges[column + 1] ?? 0) - x;
    const blockHeight = (rowEdges[row + 1] ?? 0) - y;
    const at = tile * pixels + y * width + x;
    kernels.run.sumBlock(current.address + at, previous.address + at, width, blockWidth, blockHeight, sums.address);
    // By index: the iterator of a destructuring would cost as much as the kernel.
    const { view } = sums;
    const area = Math.max(1, blockWidth * blockHeight);
    const block = row * across + column;
    blockMean[block] = (view[0] ?? 0) / area;
    change += view[1] ?? 0;
    laplacian += view[2] ?? 0;
    blockNoise[tile * across * down + block] = (view[3] ?? 0) / area;
  }

  /** Sums up the squares of the steps between neighbouring block means of one tile, which no blur of a few pixels touches. */
  function addStructure(): void {
    // A local, because what a closure holds would be boxed anew with every step.
    let squares = stepSquares;
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        const block = y * across + x;
        const here = blockMean[block] ?? 0;
        if (x > 0) squares += (here - (blockMean[block - 1] ?? 0)) ** 2;
        if (y > 0) squares += (here - (blockMean[block - across] ?? 0)) ** 2;
        steps += Number(x > 0) + Number(y > 0);
      }
    }
    stepSquares = squares;
  }

  /** Texture looks like noise to the mask, so the flatter half of the blocks speaks for all. */
  function noiseSigma(): number {
    return IMMERKAER_GAIN * orderStatistic(blockNoise, blockNoise.length >> 2);
  }

  return {
    frameBytes: pixels * count,
    push(luma) {
      change = 0;
      laplacian = 0;
      stepSquares = 0;
      steps = 0;
      means.begin();
      grids.begin();
      [current, previous] = [previous, current];
      current.view.set(luma);
      if (range === 'limited') kernels.run.widenToBytes(current.address, pixels * count, current.address);
      for (let tile = 0; tile < count; tile++) {
        scanTile(tile);
        addStructure();
        means.scan(current.address + tile * pixels);
        grids.scan(current.address + tile * pixels);
      }
      const noise = noiseSigma();
      const { of } = series;
      of.detailChange.push(frames === 0 ? 0 : change / interior);
      of.sharpness.push(clean(laplacian / interior, noise));
      // Means of k × k pixels hold 1 / k of the noise.
      of.sharpness2.push(clean(means.energyOf2(), noise / 2));
      of.sharpness4.push(clean(means.energyOf4(), noise / 4));
      of.structure.push(Math.sqrt(stepSquares / Math.max(1, steps)));
      of.noise.push(noise);
      of.blockiness.push(grids.steps());
      of.blockBends.push(grids.bends());
      frames++;
    },
    finish: () => series.finish(),
  };
}

/** Root of a mean square of the Laplacian without what noise of `sigma` adds to it. */
function clean(energy: number, sigma: number): number {
  return Math.sqrt(Math.max(0, energy - LAPLACIAN_NOISE_GAIN * sigma * sigma));
}

/** Where each of `count` blocks of a side begins, and where the last one ends, without the border pixels. */
function edges(side: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => (i === 0 ? 1 : i === count ? Math.max(1, side - 1) : i * BLOCK));
}
