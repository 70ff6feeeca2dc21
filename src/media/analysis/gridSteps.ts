import type { Kernels } from '../kernels/kernels.ts';
import type { Size } from './frameGeometry.ts';

/** Side in pixels of the transform blocks whose borders show. */
const GRID = 8;
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
  }

  return {
    begin() {
      steps.view.fill(0);
      bends.view.fill(0);
      samples = 0;
    },
    scan(address) {
      if (!isLarge) return;
      run.sumGridPhases(address, width, height, steps.address, bends.address);
      samples += samplesPerTile;
    },
    steps: () => (samples === 0 ? 1 : (mean(steps, 0) / 2 + STEP_FLOOR) / (mean(steps, 3, 5) / 2 + STEP_FLOOR)),
    bends: () => (samples === 0 ? 1 : (mean(bends, 7, 0) + BEND_FLOOR) / (mean(bends, 2, 3, 4, 5) + BEND_FLOOR)),
  };
}
