import { DETAIL_SERIES, type DetailSeries } from '../../core/series/detail.ts';
import type { Size } from './frameGeometry.ts';
import { growableSeries } from './growable.ts';

/** Side in pixels of the blocks that noise is estimated in. */
const BLOCK = 16;
/** Energy that unit white noise leaves behind the 4-neighbour Laplacian: 4² + 4 × 1². */
const LAPLACIAN_NOISE_GAIN = 20;
/** Immerkær (1996): sigma = √(π/2) / 6 × mean |N| with the mask N below. */
const IMMERKAER_GAIN = Math.sqrt(Math.PI / 2) / 6;
/** Side in pixels of the transform blocks whose borders show. */
const GRID = 8;
/** Every other line crosses a border often enough. */
const GRID_SAMPLING = 2;
/** Luma steps below this many levels are dither: without it the ratio would explode on flat drawings. */
const STEP_FLOOR = 0.35;

export interface DetailExtractor {
  /** Takes the next native-resolution luma crop, one byte a pixel, full range; valid during the call only. */
  push(crop: Uint8Array): void;
  finish(): Record<DetailSeries, Float32Array>;
}

/** Features that only native pixels can tell: fine detail, noise and codec blocks. Nothing is allocated per frame. */
export function createDetailExtractor({ width, height }: Size): DetailExtractor {
  const previous = new Uint8Array(width * height);
  const across = Math.max(1, Math.floor(width / BLOCK));
  const down = Math.max(1, Math.floor(height / BLOCK));
  // Border pixels lack neighbours and are left out; the last block of a row or column takes what is left over.
  const columnEdges = edges(width, across);
  const rowEdges = edges(height, down);
  const blockNoise = new Float32Array(across * down);
  const blockMean = new Float32Array(across * down);
  const series = growableSeries(DETAIL_SERIES);
  const interior = Math.max(1, (width - 2) * (height - 2));
  let count = 0;
  let change = 0;
  let laplacian = 0;

  /** Fills mean and noise of every block; sums up change and the squares of the 4-neighbour Laplacian over all of them. */
  function scanBlocks(crop: Uint8Array): void {
    change = 0;
    laplacian = 0;
    for (let row = 0; row < down; row++) {
      for (let column = 0; column < across; column++) scanBlock(crop, row, column);
    }
  }

  function scanBlock(crop: Uint8Array, row: number, column: number): void {
    const fromX = columnEdges[column] ?? 0;
    const toX = columnEdges[column + 1] ?? 0;
    const fromY = rowEdges[row] ?? 0;
    const toY = rowEdges[row + 1] ?? 0;
    let sum = 0;
    let moved = 0;
    let energy = 0;
    let masked = 0;
    for (let y = fromY; y < toY; y++) {
      const middle = y * width;
      const top = middle - width;
      const bottom = middle + width;
      // Second differences of the three columns around a pixel slide along the row.
      let left = crop[middle + fromX - 1] ?? 0;
      let here = crop[middle + fromX] ?? 0;
      let bentLeft = (crop[top + fromX - 1] ?? 0) - 2 * left + (crop[bottom + fromX - 1] ?? 0);
      let bentHere = (crop[top + fromX] ?? 0) - 2 * here + (crop[bottom + fromX] ?? 0);
      for (let x = fromX; x < toX; x++) {
        const right = crop[middle + x + 1] ?? 0;
        const bentRight = (crop[top + x + 1] ?? 0) - 2 * right + (crop[bottom + x + 1] ?? 0);
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
    const pixels = Math.max(1, (toX - fromX) * (toY - fromY));
    blockMean[row * across + column] = sum / pixels;
    blockNoise[row * across + column] = masked / pixels;
    change += moved;
    laplacian += energy;
  }

  /** Texture looks like noise to the mask, so the flatter half of the blocks speaks for all. */
  function noiseSigma(): number {
    blockNoise.sort();
    return IMMERKAER_GAIN * (blockNoise[blockNoise.length >> 2] ?? 0);
  }

  /** Root mean square of the steps between neighbouring block means, which no blur of a few pixels touches. */
  function coarseStructure(): number {
    let squares = 0;
    let steps = 0;
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        const block = y * across + x;
        const here = blockMean[block] ?? 0;
        if (x > 0) squares += (here - (blockMean[block - 1] ?? 0)) ** 2;
        if (y > 0) squares += (here - (blockMean[block - across] ?? 0)) ** 2;
        steps += Number(x > 0) + Number(y > 0);
      }
    }
    return Math.sqrt(squares / Math.max(1, steps));
  }

  /**
   * Luma steps across the borders of 8-px blocks over those inside them, columns and rows together. Positions next to a
   * border and on the 4-px grid between are left out: they share in the border's step, or carry one of their own.
   */
  function gridSteps(crop: Uint8Array): number {
    if (width < 3 * GRID || height < 3 * GRID) return 1;
    let onGrid = 0;
    let offGrid = 0;
    let samples = 0;
    for (let y = 0; y < height; y += GRID_SAMPLING) {
      for (let border = GRID; border < width - GRID; border += GRID) {
        const i = y * width + border;
        onGrid += excessStep(crop, i, 1);
        offGrid += excessStep(crop, i + 3, 1) + excessStep(crop, i + 5, 1);
        samples++;
      }
    }
    for (let border = GRID; border < height - GRID; border += GRID) {
      for (let x = 0; x < width; x += GRID_SAMPLING) {
        const i = border * width + x;
        onGrid += excessStep(crop, i, width);
        offGrid += excessStep(crop, i + 3 * width, width) + excessStep(crop, i + 5 * width, width);
        samples++;
      }
    }
    return (onGrid / (2 * samples) + STEP_FLOOR) / (offGrid / (4 * samples) + STEP_FLOOR);
  }

  return {
    push(crop) {
      scanBlocks(crop);
      previous.set(crop);
      const noise = noiseSigma();
      series.of.detailChange.push(count === 0 ? 0 : change / interior);
      series.of.sharpness.push(Math.sqrt(Math.max(0, laplacian / interior - LAPLACIAN_NOISE_GAIN * noise * noise)));
      series.of.structure.push(coarseStructure());
      series.of.noise.push(noise);
      series.of.blockiness.push(gridSteps(crop));
      count++;
    },
    finish: () => series.finish(),
  };
}

/** Twice the step between pixel `i − stride` and `i` beyond the mean of its two neighbour steps, never negative. */
function excessStep(crop: Uint8Array, i: number, stride: number): number {
  const b = crop[i - stride] ?? 0;
  const c = crop[i] ?? 0;
  const before = b - (crop[i - 2 * stride] ?? 0);
  const here = c - b;
  const after = (crop[i + stride] ?? 0) - c;
  const excess = 2 * (here < 0 ? -here : here) - (before < 0 ? -before : before) - (after < 0 ? -after : after);
  return excess > 0 ? excess : 0;
}

/** Where each of `count` blocks of a side begins, and where the last one ends, without the border pixels. */
function edges(side: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => (i === 0 ? 1 : i === count ? Math.max(1, side - 1) : i * BLOCK));
}
