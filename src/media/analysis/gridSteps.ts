import type { Size } from './frameGeometry.ts';

/** Side in pixels of the transform blocks whose borders show. */
const GRID = 8;
/** Every fourth line crosses a border often enough. */
const SAMPLING = 4;
/** Luma steps and bends below this many levels are dither: without them ratios would explode on flat drawings. */
const STEP_FLOOR = 0.35;
const BEND_FLOOR = 0.15;
/** Larger bends belong to edges of the picture, wherever they lie. */
const LARGEST_BEND = 12;

/** How much the borders of 8×8 px blocks stand out, columns and rows together. */
export interface GridSteps {
  begin(): void;
  /** Adds the tile that starts at `origin`, one byte a pixel; its corner lies on the grid. */
  scan(luma: Uint8Array, origin: number): void;
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
  }

  return {
    begin() {
      for (const mean of all) mean.begin();
    },
    scan(luma, origin) {
      if (!isLarge) return;
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
  };
}

/** Twice the step between pixel `i − stride` and `i` beyond the mean of its two neighbour steps, never negative. */
function excessStep(luma: Uint8Array, i: number, stride: number): number {
  const b = luma[i - stride] ?? 0;
  const c = luma[i] ?? 0;
  const before = b - (luma[i - 2 * stride] ?? 0);
  const here = c - b;
  const after = (luma[i + stride] ?? 0) - c;
  const excess = 2 * (here < 0 ? -here : here) - (before < 0 ? -before : before) - (after < 0 ? -after : after);
  return excess > 0 ? excess : 0;
}

/** Second difference at pixel `i`, bounded. */
function bend(luma: Uint8Array, i: number, stride: number): number {
  const bent = (luma[i - stride] ?? 0) - 2 * (luma[i] ?? 0) + (luma[i + stride] ?? 0);
  const size = bent < 0 ? -bent : bent;
  return size > LARGEST_BEND ? LARGEST_BEND : size;
}
