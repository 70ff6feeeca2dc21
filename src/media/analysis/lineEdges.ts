import type { Kernels } from '../kernels/kernels.ts';
import { orderStatistic } from './orderStatistic.ts';

/** Edges wider than this many pixels are shading; bins of the kernel's histogram a pixel. */
const WIDEST = 16;
const BINS_PER_PIXEL = 8;
/** Share of the edges that counts as the sharpest ones. */
const SHARPEST = 0.1;
/** Fewer edges than this tell nothing. */
const LEAST_EDGES = 8;
const LEAST_FREE_SIDES = 4;
const MOST_FREE_SIDES = 1024;

/** What the edges of one tile's lines say. */
export interface LineEdges {
  /** Where the kernel writes: the histogram of widths, halos, of which there is room for `most`, and the counts of edges and halos. */
  readonly target: { readonly widths: number; readonly halos: number; readonly most: number; readonly counts: number };
  begin(): void;
  /** Pixels that the sharpest tenth of the edges take: height over steepest step. NaN with too few edges. */
  width(): number;
  /** Median overshoot where an edge meets a flat area, as share of the edge's height; negative where shading goes on. NaN with too few. */
  halo(): number;
  /** Sides of edges that meet a flat area. */
  freeSides(): number;
}

/** Bytes of kernel memory that `createLineEdges` takes, the room of its buffers included. */
export const LINE_EDGES_BYTES = 2 * WIDEST * BINS_PER_PIXEL + 4 * MOST_FREE_SIDES + 512;

/** Edges are the monotonic stretches of a line. Nothing is allocated per line. */
export function createLineEdges(memory: Kernels): LineEdges {
  const histogram = memory.unsignedShorts(WIDEST * BINS_PER_PIXEL + 1);
  const halos = memory.floats(MOST_FREE_SIDES);
  const counts = memory.integers(2);

  const edges = () => counts.view[0] ?? 0;
  const free = () => counts.view[1] ?? 0;

  return {
    target: { widths: histogram.address, halos: halos.address, most: MOST_FREE_SIDES, counts: counts.address },
    begin() {
      histogram.view.fill(0);
      counts.view.fill(0);
    },
    width() {
      if (edges() < LEAST_EDGES) return Number.NaN;
      const wanted = SHARPEST * edges();
      let passed = 0;
      for (let bin = 0; bin < histogram.view.length; bin++) {
        const here = histogram.view[bin] ?? 0;
        if (passed + here >= wanted) return (bin + (wanted - passed) / here) / BINS_PER_PIXEL;
        passed += here;
      }
      return Number.NaN;
    },
    halo: () => (free() < LEAST_FREE_SIDES ? Number.NaN : orderStatistic(halos.view.subarray(0, free()), free() >> 1)),
    freeSides: free,
  };
}
