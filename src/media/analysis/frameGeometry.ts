import type { VideoStream } from '../../core/clip.ts';

/** Longest side in pixels of the small frames that whole-picture features come from. */
const SMALL_SIDE = 160;
/** Side in pixels of the blocks that every common codec's grids share. */
const GRID = 8;
/** Tiles start on the grid of H.264's and MPEG-2's macroblocks where the picture has room. */
const MACROBLOCK = 16;
const TILE: Size = { width: 128, height: 80 };
/** Below this side a tile tells nothing: fewer, larger ones are taken instead. */
const LEAST_TILE = 48;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle of the displayed picture in native pixels. */
export interface Crop extends Size {
  readonly x: number;
  readonly y: number;
}

/** Tiles of one size, to be stacked from top to bottom in this order. */
export interface TileGrid extends Size {
  readonly tiles: readonly Crop[];
}

/** Size of the small frame: longest side at most 160 px, aspect kept, both sides even because chroma is halved. */
export function smallSize({ width, height }: Size): Size {
  const factor = Math.min(1, SMALL_SIDE / Math.max(width, height));
  const side = (length: number) => Math.max(2, 2 * Math.round((length * factor) / 2));
  return { width: side(width), height: side(height) };
}

/**
 * Up to `across` × `down` native-resolution tiles, each at the centre of its share of the picture. Their corners lie on the
 * codec's grid: that grid starts at the top left of the coded picture, so after rotation it may start elsewhere in the
 * displayed one. Small pictures get fewer tiles; a tiny one is taken whole.
 */
export function tileGrid(
  { width, height, rotation }: Pick<VideoStream, 'width' | 'height' | 'rotation'>,
  across: number,
  down: number,
): TileGrid {
  const columns = alignedSpans(width, across, TILE.width, rotation === 90 || rotation === 180);
  const rows = alignedSpans(height, down, TILE.height, rotation === 180 || rotation === 270);
  return {
    width: columns.length,
    height: rows.length,
    tiles: rows.starts.flatMap((y) => columns.starts.map((x) => ({ x, y, width: columns.length, height: rows.length }))),
  };
}

function alignedSpans(side: number, most: number, wanted: number, mirrored: boolean): { starts: number[]; length: number } {
  const count = Math.max(1, Math.min(most, Math.floor(side / LEAST_TILE)));
  const phase = mirrored ? side % MACROBLOCK : 0;
  const length = Math.min(wanted, Math.floor((side - phase) / count / GRID) * GRID);
  // Pictures smaller than two blocks have no grid to speak of; they are taken whole.
  if (length < 2 * GRID) return { starts: [0], length: side };
  const starts = Array.from({ length: count }, (_, i) => {
    const centred = ((i + 0.5) * side) / count - length / 2 - phase;
    return Math.max(0, Math.floor(centred / MACROBLOCK)) * MACROBLOCK + phase;
  });
  return { starts, length };
}
