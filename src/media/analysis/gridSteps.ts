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
  let onGrid = 0;
  let offGrid = 0;
  let samples = 0;
  let bentBorder = 0;
  let bentMiddle = 0;

  /** Adds what the border between pixel `i − stride` and pixel `i` shows. */
  function addBorder(luma: Uint8Array, i: number, stride: number): void {
    onGrid += excessStep(luma, i, stride);
    offGrid += excessStep(luma, i + 3 * stride, stride) + excessStep(luma, i + 5 * stride, stride);
    bentBorder += bend(luma, i - stride, stride) + bend(luma, i, stride);
    bentMiddle +=
      bend(luma, i + 2 * stride, stride) +
      bend(luma, i + 3 * stride, stride) +
      bend(luma, i + 4 * stride, stride) +
      bend(luma, i + 5 * stride, stride);
    samples++;
  }

  return {
    begin() {
      onGrid = 0;
      offGrid = 0;
      samples = 0;
      bentBorder = 0;
      bentMiddle = 0;
    },
    scan(luma, origin) {
      if (!isLarge) return;
      for (let y = 0; y < height; y += SAMPLING) {
        const line = origin + y * width;
        for (let border = GRID; border < width - GRID; border += GRID) addBorder(luma, line + border, 1);
      }
      for (let border = GRID; border < height - GRID; border += GRID) {
        const line = origin + border * width;
        for (let x = 0; x < width; x += SAMPLING) addBorder(luma, line + x, width);
      }
    },
    steps: () => (samples === 0 ? 1 : (onGrid / (2 * samples) + STEP_FLOOR) / (offGrid / (4 * samples) + STEP_FLOOR)),
    bends: () => (samples === 0 ? 1 : (bentBorder / (2 * samples) + BEND_FLOOR) / (bentMiddle / (4 * samples) + BEND_FLOOR)),
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
