import type { Kernels } from '../kernels/kernels.ts';
import type { Size } from './frameGeometry.ts';

/** Side in pixels of the transform blocks whose borders show. */
const GRID = 8;
<<<<<<< HEAD
/** Every fourth line crosses a border often enough. */
const SAMPLING = 4;
=======
>>>>>>> 5ef91636abe1dc625c321b591544aaf28d3d1177
/** Luma steps and bends below this many levels are dither: without them ratios would explode on flat drawings. */
const STEP_FLOOR = 0.35;
const BEND_FLOOR = 0.15;

/** How much the borders of 8×8 px blocks stand out, columns and rows together. */
export interface GridSteps {
  begin(): void;
  /** Adds the tile at `address` in the kernels' memory, one byte a pixel; its corner lies on the grid. */
  scan(address: number): void;
  /**
   * Luma steps across block borders over those inside blocks. Positions next to a border and on the 4-px grid between are
   * left out: they share in the border's step, or carry one of their own. 1 = no grid.
   */
  steps(): number;
  /**
   * Second differences of luma on either side of block borders over those in the middle of blocks: a decoder that smooths
   * the borders moves the fault from steps to bends. 1 = no grid.
   */
  bends(): number;
}

<<<<<<< HEAD
export function createGridSteps({ width, height }: Size): GridSteps {
  const isLarge = width >= 3 * GRID && height >= 3 * GRID;
  const on = createLineMean();
  const off = createLineMean();
  const bentBorder = createLineMean();
  const bentMiddle = createLineMean();
  const all = [on, off, bentBorder, bentMiddle];

  /** Adds the border whose first crossing is at pixel `i`, across which `stride` leads and along which `along` does. */
  function addBorder(luma: Uint8Array, first: number, stride: number, along: number, crossings: number): void {
    let across = 0;
    let inside = 0;
    let beside = 0;
    let middle = 0;
    let samples = 0;
    for (let k = 0, i = first; k < crossings; k += SAMPLING, i += along * SAMPLING) {
      across += excessStep(luma, i, stride);
      inside += excessStep(luma, i + 3 * stride, stride) + excessStep(luma, i + 5 * stride, stride);
      beside += bend(luma, i - stride, stride) + bend(luma, i, stride);
      const near = bend(luma, i + 2 * stride, stride) + bend(luma, i + 3 * stride, stride);
      middle += near + bend(luma, i + 4 * stride, stride) + bend(luma, i + 5 * stride, stride);
      samples++;
    }
    on.addLine(across / samples);
    off.addLine(inside / (2 * samples));
    bentBorder.addLine(beside / (2 * samples));
    bentMiddle.addLine(middle / (4 * samples));
=======
/** Bytes of kernel memory that `createGridSteps` takes, the room of its buffers included. */
export const GRID_STEPS_BYTES = 512;

export function createGridSteps({ run, integers }: Kernels, { width, height }: Size): GridSteps {
  const isLarge = width >= 3 * GRID && height >= 3 * GRID;
  const borders = (side: number) => side / GRID - 2;
  // Every second row crosses all borders between columns, and every second column all borders between rows.
  const samplesPerTile = (height / 2) * borders(width) + (width / 2) * borders(height);
  const steps = integers(GRID);
  const bends = integers(GRID);
  let samples = 0;

  /** Mean of the sums at some positions 0…7 within a block. */
  function mean({ view }: typeof steps, ...positions: readonly number[]): number {
    return positions.reduce((sum, position) => sum + (view[position] ?? 0), 0) / (positions.length * samples);
>>>>>>> 5ef91636abe1dc625c321b591544aaf28d3d1177
  }

  return {
    begin() {
<<<<<<< HEAD
      for (const mean of all) mean.begin();
=======
      steps.view.fill(0);
      bends.view.fill(0);
      samples = 0;
>>>>>>> 5ef91636abe1dc625c321b591544aaf28d3d1177
    },
    scan(address) {
      if (!isLarge) return;
<<<<<<< HEAD
      for (let border = GRID; border < width - GRID; border += GRID) addBorder(luma, origin + border, 1, width, height);
      for (const mean of all) mean.endTile();
      for (let border = GRID; border < height - GRID; border += GRID) addBorder(luma, origin + border * width, width, 1, width);
      for (const mean of all) mean.endTile();
    },
    steps: () => (on.mean() + STEP_FLOOR) / (off.mean() + STEP_FLOOR),
    bends: () => (bentBorder.mean() + BEND_FLOOR) / (bentMiddle.mean() + BEND_FLOOR),
  };
}

/** Mean over lines, the largest one of each tile and direction left out: the border of a black bar is no block. */
interface LineMean {
  begin(): void;
  addLine(average: number): void;
  endTile(): void;
  /** 0 without lines. */
  mean(): number;
}

function createLineMean(): LineMean {
  let lines = 0;
  let largest = 0;
  let tile = 0;
  let sum = 0;
  let count = 0;
  return {
    begin() {
      sum = 0;
      count = 0;
    },
    addLine(average) {
      if (average > largest) largest = average;
      tile += average;
      lines++;
    },
    endTile() {
      if (lines > 1) {
        sum += tile - largest;
        count += lines - 1;
      }
      tile = 0;
      lines = 0;
      largest = 0;
    },
    mean: () => sum / Math.max(1, count),
=======
      run.sumGridPhases(address, width, height, steps.address, bends.address);
      samples += samplesPerTile;
    },
    steps: () => (samples === 0 ? 1 : (mean(steps, 0) / 2 + STEP_FLOOR) / (mean(steps, 3, 5) / 2 + STEP_FLOOR)),
    bends: () => (samples === 0 ? 1 : (mean(bends, 7, 0) + BEND_FLOOR) / (mean(bends, 2, 3, 4, 5) + BEND_FLOOR)),
>>>>>>> 5ef91636abe1dc625c321b591544aaf28d3d1177
  };
}
