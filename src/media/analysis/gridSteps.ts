import type { Kernels } from '../kernels/kernels.ts';
import type { Size } from './frameGeometry.ts';

/** Side in pixels of the transform blocks whose borders show. */
const GRID = 8;
/** Luma steps and bends below this many levels are dither: without them ratios would explode on flat drawings. */
const STEP_FLOOR = 0.7;
const BEND_FLOOR = 0.4;

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

/** Bytes of kernel memory that `createGridSteps` takes, the room of its buffers included. */
export function gridStepsBytes({ width, height }: Size): number {
  return 8 * (width + height) + 512;
}

export function createGridSteps({ run, integers }: Kernels, { width, height }: Size): GridSteps {
  const isLarge = width >= 3 * GRID && height >= 3 * GRID;
  const columns = { steps: integers(width), bends: integers(width) };
  const rows = { steps: integers(height), bends: integers(height) };
  const borders = Math.ceil(Math.max(width, height) / GRID);
  const on = createLineMean(borders);
  const off = createLineMean(borders);
  const bentBorder = createLineMean(borders);
  const bentMiddle = createLineMean(borders);
  const all = [on, off, bentBorder, bentMiddle];

  /** Adds the borders between `count` lines, of each of which `samples` pixels were read. */
  function addBorders({ steps: { view: steps }, bends: { view: bends } }: typeof columns, count: number, samples: number): void {
    let lines = 0;
    for (let border = GRID; border < count - GRID; border += GRID, lines++) {
      // A sum of steps counts every step twice.
      on.averages[lines] = (steps[border] ?? 0) / (2 * samples);
      off.averages[lines] = ((steps[border + 3] ?? 0) + (steps[border + 5] ?? 0)) / (4 * samples);
      bentBorder.averages[lines] = ((bends[border - 1] ?? 0) + (bends[border] ?? 0)) / (2 * samples);
      const near = (bends[border + 2] ?? 0) + (bends[border + 3] ?? 0);
      bentMiddle.averages[lines] = (near + (bends[border + 4] ?? 0) + (bends[border + 5] ?? 0)) / (4 * samples);
    }
    for (const mean of all) mean.addTile(lines);
  }

  return {
    begin() {
      for (const mean of all) mean.begin();
    },
    scan(address) {
      if (!isLarge) return;
      run.columnSteps(address, width, height, columns.steps.address, columns.bends.address);
      addBorders(columns, width, height / 2);
      run.rowSteps(address, width, height, rows.steps.address, rows.bends.address);
      addBorders(rows, height, width / 2);
    },
    steps: () => (on.mean() + STEP_FLOOR) / (off.mean() + STEP_FLOOR),
    bends: () => (bentBorder.mean() + BEND_FLOOR) / (bentMiddle.mean() + BEND_FLOOR),
  };
}

/** Mean over lines, the largest one of each tile and direction left out: the edge of a black bar is no block. */
interface LineMean {
  begin(): void;
  /** Of the lines of one tile and direction, to be filled before `addTile`. */
  readonly averages: Float64Array;
  /** Adds the first `lines` averages. */
  addTile(lines: number): void;
  /** 0 without lines. */
  mean(): number;
}

function createLineMean(mostLines: number): LineMean {
  const averages = new Float64Array(mostLines);
  let sum = 0;
  let count = 0;
  return {
    begin() {
      sum = 0;
      count = 0;
    },
    averages,
    addTile(lines) {
      if (lines < 2) return;
      let largest = 0;
      let tile = 0;
      for (let line = 0; line < lines; line++) {
        const average = averages[line] ?? 0;
        if (average > largest) largest = average;
        tile += average;
      }
      sum += tile - largest;
      count += lines - 1;
    },
    mean: () => sum / Math.max(1, count),
  };
}
