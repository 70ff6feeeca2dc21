import { DETAIL_SERIES, type DetailSeries } from '../../core/series/detail.ts';
import type { TileGrid } from './frameGeometry.ts';
import { createGridSteps } from './gridSteps.ts';
import { growableSeries } from './growable.ts';
import { createMeansLaplacian } from './meansLaplacian.ts';

/** Side in pixels of the blocks that noise is estimated in. */
const BLOCK = 16;
/** Energy that unit white noise leaves behind the 4-neighbour Laplacian: 4² + 4 × 1². */
const LAPLACIAN_NOISE_GAIN = 20;
/** Immerkær (1996): sigma = √(π/2) / 6 × mean |N| with the mask N below. */
const IMMERKAER_GAIN = Math.sqrt(Math.PI / 2) / 6;

export interface DetailExtractor {
  /** Takes the next frame's tiles, one below the other, one byte of full-range luma a pixel; valid during the call only. */
  push(tiles: Uint8Array): void;
  finish(): Record<DetailSeries, Float32Array>;
}

/** Features of every frame that only native pixels can tell: fine detail, noise and codec blocks. Nothing is allocated per frame. */
export function createDetailExtractor(grid: TileGrid): DetailExtractor {
  const { width, height } = grid;
  const count = grid.tiles.length;
  const pixels = width * height;
  const previous = new Uint8Array(pixels * count);
  const across = Math.max(1, Math.floor(width / BLOCK));
  const down = Math.max(1, Math.floor(height / BLOCK));
  // Border pixels lack neighbours and are left out; the last block of a row or column takes what is left over.
  const columnEdges = edges(width, across);
  const rowEdges = edges(height, down);
  const blockNoise = new Float32Array(across * down * count);
  const blockMean = new Float32Array(across * down);
  const series = growableSeries(DETAIL_SERIES);
  const interior = Math.max(1, (width - 2) * (height - 2)) * count;
  const means = createMeansLaplacian(grid);
  const grids = createGridSteps(grid);
  let frames = 0;
  let change = 0;
  let laplacian = 0;
  let stepSquares = 0;
  let steps = 0;

  /** Fills noise and mean of every block of the tile that starts at `origin`; sums up change and the squares of the Laplacian. */
  function scanTile(luma: Uint8Array, tile: number): void {
    for (let row = 0; row < down; row++) {
      for (let column = 0; column < across; column++) {
        const block = row * across + column;
        scanBlock(luma, tile * pixels, row, column);
        blockNoise[tile * across * down + block] = blockMasked;
        blockMean[block] = blockAverage;
      }
    }
  }

  let blockMasked = 0;
  let blockAverage = 0;

  function scanBlock(luma: Uint8Array, origin: number, row: number, column: number): void {
    const fromX = columnEdges[column] ?? 0;
    const toX = columnEdges[column + 1] ?? 0;
    const fromY = rowEdges[row] ?? 0;
    const toY = rowEdges[row + 1] ?? 0;
    let sum = 0;
    let moved = 0;
    let energy = 0;
    let masked = 0;
    for (let y = fromY; y < toY; y++) {
      const middle = origin + y * width;
      const top = middle - width;
      const bottom = middle + width;
      // Second differences of the three columns around a pixel slide along the row.
      let left = luma[middle + fromX - 1] ?? 0;
      let here = luma[middle + fromX] ?? 0;
      let bentLeft = (luma[top + fromX - 1] ?? 0) - 2 * left + (luma[bottom + fromX - 1] ?? 0);
      let bentHere = (luma[top + fromX] ?? 0) - 2 * here + (luma[bottom + fromX] ?? 0);
      for (let x = fromX; x < toX; x++) {
        const right = luma[middle + x + 1] ?? 0;
        const bentRight = (luma[top + x + 1] ?? 0) - 2 * right + (luma[bottom + x + 1] ?? 0);
        const curvature = left + right - 2 * here + bentHere;
        energy += curvature * curvature;
        masked += Math.abs(bentLeft - 2 * bentHere + bentRight);
        moved += Math.abs(here - (previous[middle + x] ?? 0));
        sum += here;
        bentLeft = bentHere;
        bentHere = bentRight;
        left = here;
        here = right;
      }
    }
    const area = Math.max(1, (toX - fromX) * (toY - fromY));
    blockAverage = sum / area;
    blockMasked = masked / area;
    change += moved;
    laplacian += energy;
  }

  /** Sums up the squares of the steps between neighbouring block means of one tile, which no blur of a few pixels touches. */
  function addStructure(): void {
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        const block = y * across + x;
        const here = blockMean[block] ?? 0;
        if (x > 0) stepSquares += (here - (blockMean[block - 1] ?? 0)) ** 2;
        if (y > 0) stepSquares += (here - (blockMean[block - across] ?? 0)) ** 2;
        steps += Number(x > 0) + Number(y > 0);
      }
    }
  }

  /** Texture looks like noise to the mask, so the flatter half of the blocks speaks for all. */
  function noiseSigma(): number {
    blockNoise.sort();
    return IMMERKAER_GAIN * (blockNoise[blockNoise.length >> 2] ?? 0);
  }

  return {
    push(luma) {
      change = 0;
      laplacian = 0;
      stepSquares = 0;
      steps = 0;
      means.begin();
      grids.begin();
      for (let tile = 0; tile < count; tile++) {
        scanTile(luma, tile);
        addStructure();
        means.scan(luma, tile * pixels);
        grids.scan(luma, tile * pixels);
      }
      previous.set(luma);
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
