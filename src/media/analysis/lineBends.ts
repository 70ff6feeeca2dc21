import type { Kernels } from '../kernels/kernels.ts';

/** Fewer clear bends than this tell nothing. */
const LEAST_BENDS = 20;
/** Sums that the kernel keeps: squared bends of neighbours, of samples two apart, and how many. */
const SUMS = 3;

/** How fine the clear detail along some lines of one tile is. */
export interface LineBends {
  /** Address of the sums that the kernel raises. */
  readonly target: number;
  begin(): void;
  /**
   * Frequency of the detail where luma bends by 24 levels or more, as share 0…1 of the finest one that the pixels can hold; NaN with
   * too few such places. For a sine, second differences of neighbours and of pixels two apart relate as 1 : 2 + 2 cos ω; of other
   * detail their energies tell a mean. An edge that is sharp to the pixel gives 0.6, one enlarged N times at most about 1 / N.
   */
  frequency(): number;
}

/** Bytes of kernel memory that `createLineBends` takes, the room of its buffer included. */
export const LINE_BENDS_BYTES = 8 * SUMS + 64;

export function createLineBends({ doubles }: Kernels): LineBends {
  const sums = doubles(SUMS);
  return {
    target: sums.address,
    begin() {
      sums.view.fill(0);
    },
    frequency() {
      const [near = 0, far = 0, count = 0] = sums.view;
      if (count < LEAST_BENDS) return Number.NaN;
      return Math.acos(Math.max(-1, Math.min(1, Math.sqrt(far / near) / 2 - 1))) / Math.PI;
    },
  };
}
