import { TILE_SERIES, type TileSeries } from '../../core/series/detail.ts';
import { createKernels } from '../kernels/kernels.ts';
import type { TileGrid } from './frameGeometry.ts';
import { growableSeries } from './growable.ts';
import { createLineBands, LINE_BANDS_BYTES } from './lineBands.ts';
import { createLineBends, LINE_BENDS_BYTES } from './lineBends.ts';
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
  const kernels = createKernels(3 * pixels + 15 * longest + LINE_EDGES_BYTES + LINE_BANDS_BYTES + 2 * LINE_BENDS_BYTES + 512);
  const luma = kernels.unsignedShorts(pixels);
  const column = kernels.unsignedShorts(longest).address;
  const mask = kernels.bytes(longest).address;
  const plateaus = kernels.integers(3 * longest).address;
  const bytes = new Uint8Array(luma.view.buffer, luma.address, 2 * pixels);
  const coded = kernels.bytes(pixels);
  const edges = createLineEdges(kernels);
  const bands = createLineBands(kernels);
  const bends = { rows: createLineBends(kernels), columns: createLineBends(kernels) };
  const series = growableSeries(TILE_SERIES);

  const scanned = Math.ceil(height / SAMPLING) * width + Math.ceil(width / SAMPLING) * height;

  function scanTile(tile: number): void {
    edges.begin();
    bands.begin();
    bends.rows.begin();
    bends.columns.begin();
    const { widths, halos, most, counts } = edges.target;
    const { heights, most: mostHeights, counts: bandCounts } = bands.target;
    kernels.run.addTileLines(
      luma.address + 2 * tile * width * height,
      width,
      height,
      SAMPLING,
      column,
      widths,
      halos,
      most,
      counts,
      mask,
      plateaus,
      heights,
      mostHeights,
      bandCounts,
      bends.rows.target,
      bends.columns.target,
    );
  }

  /** A camera or a lens may blur one direction only. */
  function finerFrequency(): number {
    const [across, down] = [bends.rows.frequency(), bends.columns.frequency()];
    return Number.isNaN(across) ? down : Number.isNaN(down) ? across : Math.max(across, down);
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
        scanTile(tile);
        const { of } = series;
        of.edgeWidth.push(edges.width());
        of.detailFrequency.push(finerFrequency());
        of.halo.push(edges.halo());
        of.haloSides.push(edges.freeSides());
        of.bandedShare.push(bands.share(scanned));
        of.bandStep.push(bands.step());
      }
    },
    finish: () => series.finish(),
  };
}
