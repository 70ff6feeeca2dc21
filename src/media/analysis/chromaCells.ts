import type { Kernels } from '../kernels/kernels.ts';
import type { Size } from './frameGeometry.ts';
import { CELLS, cellMap, HISTOGRAM_BINS, type ShotFeatures } from './shotFeatures.ts';

/** Fills the chroma cells and the histogram of shot features. */
export interface ChromaCells {
  /** @param luma address of the luma plane of a 4:2:0 frame in the kernels' memory; `chroma` holds both of its planes of chroma. */
  fill(features: ShotFeatures, luma: number, chroma: Uint8Array): void;
}

/** Bytes of kernel memory that `createChromaCells` takes, the room of its buffers included. */
export function chromaCellsBytes({ width, height }: Size): number {
  return (width * height) / 2 + width + 4 * (2 * CELLS + HISTOGRAM_BINS) + 512;
}

export function createChromaCells({ run, bytes, integers }: Kernels, picture: Size): ChromaCells {
  const width = picture.width >> 1;
  const height = picture.height >> 1;
  const pixels = width * height;
  const map = cellMap(picture, { width, height });
  const planes = bytes(2 * pixels);
  const columns = bytes(width);
  columns.view.set(map.columns);
  const blueCells = integers(CELLS);
  const redCells = integers(CELLS);
  const counted = integers(HISTOGRAM_BINS);

  return {
    fill(features, luma, chroma) {
      planes.view.set(chroma);
      blueCells.view.fill(0);
      redCells.view.fill(0);
      counted.view.fill(0);
      for (let y = 0; y < height; y++) {
        const row = 4 * (map.rows[y] ?? 0);
        const blue = planes.address + y * width;
        run.countChroma(
          luma + 2 * y * picture.width,
          blue,
          blue + pixels,
          width,
          columns.address,
          blueCells.address + row,
          redCells.address + row,
          counted.address,
        );
      }
      features.across = map.across;
      for (let cell = 0; cell < CELLS; cell++) {
        const count = map.counts[cell] || 1;
        features.cells[CELLS + cell] = (blueCells.view[cell] ?? 0) / count;
        features.cells[2 * CELLS + cell] = (redCells.view[cell] ?? 0) / count;
      }
      for (let bin = 0; bin < HISTOGRAM_BINS; bin++) features.histogram[bin] = (counted.view[bin] ?? 0) / pixels;
    },
  };
}
