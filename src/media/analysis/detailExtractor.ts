import type { FrameSeries } from '../../core/signals.ts';
import type { Size } from './frameGeometry.ts';
import { type GrowableFloat32, growableFloat32 } from './growable.ts';

export const DETAIL_SERIES = [
  'detailChange',
  'sharpness',
  'structure',
  'noise',
  'blockiness',
] as const satisfies readonly FrameSeries[];
type DetailSeries = (typeof DETAIL_SERIES)[number];

/** Side in pixels of the blocks that noise is estimated in. */
const BLOCK = 16;
/** Energy that unit white noise leaves behind the 4-neighbour Laplacian: 4² + 4 × 1². */
const LAPLACIAN_NOISE_GAIN = 20;
/** Immerkær (1996): sigma = √(π/2) / 6 × mean |N| with the mask N below. */
const IMMERKAER_GAIN = Math.sqrt(Math.PI / 2) / 6;
/** Side in pixels of the transform blocks whose borders show. */
const GRID = 8;
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
  const blockNoise = new Float32Array(across * down);
  const blockCount = new Float32Array(across * down);
  const blockColumn = Uint8Array.from({ length: width }, (_, x) => Math.min(across - 1, Math.floor(x / BLOCK)));
  const blockMean = new Float32Array(across * down);
  const series = Object.fromEntries(DETAIL_SERIES.map((name) => [name, growableFloat32()])) as Record<
    DetailSeries, // fromEntries forgets the keys
    GrowableFloat32
  >;
  const interior = Math.max(1, (width - 2) * (height - 2));
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const block = blockIndex(x, y);
      blockCount[block] = (blockCount[block] ?? 0) + 1;
    }
  }
  let count = 0;

  function blockIndex(x: number, y: number): number {
    return Math.min(down - 1, Math.floor(y / BLOCK)) * across + (blockColumn[x] ?? 0);
  }

  /** Mean square of the 4-neighbour Laplacian; fills the noise of every block on the way. */
  function scanNeighbours(crop: Uint8Array): number {
    blockNoise.fill(0);
    let laplacian = 0;
    for (let y = 1; y < height - 1; y++) {
      const blockRow = blockIndex(0, y);
      const top = (y - 1) * width;
      const middle = top + width;
      const bottom = middle + width;
      // Sums over the three pixels of a column slide along the row, so that each pixel is read once per row.
      let crossLeft = (crop[top] ?? 0) - 2 * (crop[middle] ?? 0) + (crop[bottom] ?? 0);
      let crossHere = (crop[top + 1] ?? 0) - 2 * (crop[middle + 1] ?? 0) + (crop[bottom + 1] ?? 0);
      let left = crop[middle] ?? 0;
      let here = crop[middle + 1] ?? 0;
      for (let x = 1; x < width - 1; x++) {
        const right = crop[middle + x + 1] ?? 0;
        const crossRight = (crop[top + x + 1] ?? 0) - 2 * right + (crop[bottom + x + 1] ?? 0);
        const energy = left + right - 2 * here + crossHere;
        laplacian += energy * energy;
        const mask = crossLeft - 2 * crossHere + crossRight;
        const block = blockRow + (blockColumn[x] ?? 0);
        blockNoise[block] = (blockNoise[block] ?? 0) + (mask < 0 ? -mask : mask);
        crossLeft = crossHere;
        crossHere = crossRight;
        left = here;
        here = right;
      }
    }
    return laplacian / interior;
  }

  /** Texture looks like noise to the mask, so the flatter half of the blocks speaks for all. */
  function noiseSigma(): number {
    for (let i = 0; i < blockNoise.length; i++) blockNoise[i] = (blockNoise[i] ?? 0) / (blockCount[i] || 1);
    blockNoise.sort();
    return IMMERKAER_GAIN * (blockNoise[blockNoise.length >> 2] ?? 0);
  }

  /** Root mean square of the steps between neighbouring block means, which no blur of a few pixels touches. */
  function coarseStructure(crop: Uint8Array): number {
    blockMean.fill(0);
    for (let y = 0; y < down * BLOCK; y++) {
      const blockRow = Math.floor(y / BLOCK) * across;
      const row = y * width;
      for (let x = 0; x < across * BLOCK; x++) {
        const block = blockRow + (blockColumn[x] ?? 0);
        blockMean[block] = (blockMean[block] ?? 0) + (crop[row + x] ?? 0);
      }
    }
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
    return steps === 0 ? 0 : Math.sqrt(squares / steps) / (BLOCK * BLOCK);
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
    for (let y = 0; y < height; y++) {
      const row = y * width;
      for (let border = GRID; border < width - GRID; border += GRID) {
        const i = row + border;
        onGrid += excessStep(crop, i, 1);
        offGrid += excessStep(crop, i + 3, 1) + excessStep(crop, i + 5, 1);
        samples++;
      }
    }
    for (let border = GRID; border < height - GRID; border += GRID) {
      const row = border * width;
      for (let x = 0; x < width; x++) {
        const i = row + x;
        onGrid += excessStep(crop, i, width);
        offGrid += excessStep(crop, i + 3 * width, width) + excessStep(crop, i + 5 * width, width);
        samples++;
      }
    }
    return (onGrid / samples + STEP_FLOOR) / (offGrid / (2 * samples) + STEP_FLOOR);
  }

  return {
    push(crop) {
      let change = 0;
      for (let i = 0; i < previous.length; i++) {
        const luma = crop[i] ?? 0;
        const difference = luma - (previous[i] ?? 0);
        change += difference < 0 ? -difference : difference;
      }
      previous.set(crop);
      const laplacian = scanNeighbours(crop);
      const noise = noiseSigma();
      series.detailChange.push(count === 0 ? 0 : change / previous.length);
      series.sharpness.push(Math.sqrt(Math.max(0, laplacian - LAPLACIAN_NOISE_GAIN * noise * noise)));
      series.structure.push(coarseStructure(crop));
      series.noise.push(noise);
      series.blockiness.push(gridSteps(crop));
      count++;
    },
    finish: () =>
      Object.fromEntries(DETAIL_SERIES.map((name) => [name, series[name].toArray()])) as Record<
        DetailSeries, // fromEntries forgets the keys
        Float32Array
      >,
  };
}

/** The step between pixel `i − stride` and `i` beyond the mean of its two neighbour steps, never negative. */
function excessStep(crop: Uint8Array, i: number, stride: number): number {
  const a = crop[i - 2 * stride] ?? 0;
  const b = crop[i - stride] ?? 0;
  const c = crop[i] ?? 0;
  const d = crop[i + stride] ?? 0;
  const step = (b < c ? c - b : b - c) - 0.5 * ((a < b ? b - a : a - b) + (c < d ? d - c : c - d));
  return Math.max(0, step);
}
