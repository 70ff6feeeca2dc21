import type { Kernels } from '../kernels/kernels.ts';
import { orderStatistic } from './orderStatistic.ts';

const MOST_STEPS = 1024;

/** Staircases of flat plateaus on one tile's lines: what is left of a smooth gradient that has too few levels. */
export interface LineBands {
  /** Where the kernel writes: the heights of steps, of which there is room for `most`, and the counts of steps and of banded pixels. */
  readonly target: { readonly heights: number; readonly most: number; readonly counts: number };
  begin(): void;
  /** Share 0…1 of the scanned pixels of lines that lies on the plateaus of staircases. */
  share(scanned: number): number;
  /** Median height of their steps in luma levels; NaN without any. */
  step(): number;
}

/** Bytes of kernel memory that `createLineBands` takes, the room of its buffers included. */
export const LINE_BANDS_BYTES = 4 * MOST_STEPS + 256;

export function createLineBands({ floats, integers }: Kernels): LineBands {
  const heights = floats(MOST_STEPS);
  const counts = integers(2);
  return {
    target: { heights: heights.address, most: MOST_STEPS, counts: counts.address },
    begin: () => counts.view.fill(0),
    share: (scanned) => (counts.view[1] ?? 0) / Math.max(1, scanned),
    step() {
      const steps = counts.view[0] ?? 0;
      return steps === 0 ? Number.NaN : orderStatistic(heights.view.subarray(0, steps), steps >> 1);
    },
  };
}
