import { gatherLine } from './gatherLine.ts';
import { addBends } from './lineBends.ts';
import { addEdges } from './lineEdges.ts';
import { findPlateaus } from './linePlateaus.ts';
import { addStaircases } from './staircases.ts';

/** Samples' units by which a plateau may wander from pixel to pixel (0.45 luma levels), and in all (0.9). */
const FLAT_STEP = 115;
const FLAT_DRIFT = 231;

/**
 * Adds the edges, staircases and bends of rows and columns of a tile.
 *
 * @param tile address of `width` × `height` 16-bit unsigned samples, of which 257 are a luma level; up to 18 bytes beyond are read.
 * @param sampling every so many rows and columns are read.
 * @param column address of `height` samples that are overwritten, with as much room behind them.
 * @param widths, halos, mostHalos, edges where `addEdges` writes.
 * @param mask, plateaus what `findPlateaus` overwrites, long enough for the longer side.
 * @param heights, mostHeights, bands where `addStaircases` writes.
 * @param rowBends, columnBends where `addBends` writes.
 */
export function addTileLines(
  tile: usize,
  width: i32,
  height: i32,
  sampling: i32,
  column: usize,
  widths: usize,
  halos: usize,
  mostHalos: i32,
  edges: usize,
  mask: usize,
  plateaus: usize,
  heights: usize,
  mostHeights: i32,
  bands: usize,
  rowBends: usize,
  columnBends: usize,
): void {
  for (let y = 0; y < height; y += sampling) {
    const row = tile + 2 * y * width;
    addBends(row, width, rowBends);
    addEdges(row, width, widths, halos, mostHalos, edges);
    addStaircases(plateaus, findPlateaus(row, width, FLAT_STEP, FLAT_DRIFT, mask, plateaus), heights, mostHeights, bands);
  }
  for (let x = 0; x < width; x += sampling) {
    gatherLine(tile + 2 * x, width, height, column);
    addBends(column, height, columnBends);
    addEdges(column, height, widths, halos, mostHalos, edges);
    addStaircases(plateaus, findPlateaus(column, height, FLAT_STEP, FLAT_DRIFT, mask, plateaus), heights, mostHeights, bands);
  }
}
