import { TILE_SERIES, type TileSeries } from '../../core/series/detail.ts';
import { createKernels } from '../kernels/kernels.ts';
import type { TileGrid } from './frameGeometry.ts';
import { growableSeries } from './growable.ts';
import { createLineBands, lineBandsBytes } from './lineBands.ts';
import { createLineEdges, LINE_EDGES_BYTES } from './lineEdges.ts';
import type { TileRange } from './tileLuma.ts';

/** Every fourth line is read: neighbours say the same. */
const SAMPLING = 4;

export interface TileExtractor {
  readonly frameBytes: number;
  /** Takes the next sampled frame's tiles, one below the other; valid during the call only. */
  push(tiles: Uint8Array): void;
  finish(): Record<TileSeries, Float32Array>;
}

/**
 * Features of tiles a few times a second: edges, halos and bands, along rows and columns. Nothing is allocated per frame.
 *
 * @param range of the luma that is pushed: a byte a pixel in `limited` range, 16 bits a pixel (little-endian) in `full` range.
 */
export function createTileExtractor({ width, height, tiles }: TileGrid, range: TileRange): TileExtractor {
  const pixels = width * height * tiles.length;
  const longest = Math.max(width, height);
  const kernels = createKernels(2 * (pixels + longest) + pixels + LINE_EDGES_BYTES + lineBandsBytes(longest) + 256);
  // One line lies behind the tiles: a column, of which the samples stand next to one another there.
  const luma = kernels.unsignedShorts(pixels + longest);
  const bytes = new Uint8Array(luma.view.buffer, luma.address, 2 * pixels);
  const coded = kernels.bytes(pixels);
  const edges = createLineEdges(kernels, luma);
  const bands = createLineBands(kernels, luma, longest);
  const series = growableSeries(TILE_SERIES);

  function scanLine(start: number, length: number): void {
    edges.scan(start, length);
    bands.scan(start, length);
  }

  function scanColumn(top: number): void {
    kernels.run.gatherLine(luma.address + 2 * top, width, height, luma.address + 2 * pixels);
    scanLine(pixels, height);
  }

  /** Fills `luma`. */
  function read(frame: Uint8Array): void {
    if (range === 'full') {
      bytes.set(frame);
      return;
    }
    coded.view.set(frame);
    kernels.run.widenToShorts(coded.address, pixels, luma.address);
  }

  return {
    frameBytes: range === 'limited' ? pixels : 2 * pixels,
    push(frame) {
      read(frame);
      for (let tile = 0; tile < tiles.length; tile++) {
        const origin = tile * width * height;
        edges.begin();
        bands.begin();
        for (let y = 0; y < height; y += SAMPLING) scanLine(origin + y * width, width);
        for (let x = 0; x < width; x += SAMPLING) scanColumn(origin + x);
        const { of } = series;
        of.edgeWidth.push(edges.width());
        of.edges.push(edges.density());
        of.halo.push(edges.halo());
        of.haloSides.push(edges.freeSides());
        of.bandedShare.push(bands.share());
        of.bandStep.push(bands.step());
      }
    },
    finish: () => series.finish(),
  };
}
