import { TILE_SERIES, type TileSeries } from '../../core/series/detail.ts';
import type { TileGrid } from './frameGeometry.ts';
import { growableSeries } from './growable.ts';
import { createLineBands } from './lineBands.ts';
import { createLineEdges } from './lineEdges.ts';

/** Every fourth line is read: neighbours say the same. */
const SAMPLING = 4;
/** Luma levels of a 16-bit sample. */
const LEVELS = 255 / 65535;

export interface TileExtractor {
  /** Takes the next sampled frame's tiles, one below the other, 16 bits of full-range luma a pixel, little-endian; valid during the call only. */
  push(tiles: Uint8Array): void;
  finish(): Record<TileSeries, Float32Array>;
}

/** Features of tiles a few times a second: edges, halos and bands, along rows and columns. Nothing is allocated per frame. */
export function createTileExtractor({ width, height, tiles }: TileGrid): TileExtractor {
  const samples = new Uint16Array(width * height * tiles.length);
  const bytes = new Uint8Array(samples.buffer);
  const line = new Float32Array(Math.max(width, height));
  const edges = createLineEdges();
  const bands = createLineBands();
  const series = growableSeries(TILE_SERIES);

  function scanLine(start: number, stride: number, length: number): void {
    let at = start;
    for (let i = 0; i < length; i++) {
      line[i] = (samples[at] ?? 0) * LEVELS;
      at += stride;
    }
    edges.scan(line, length);
    bands.scan(line, length);
  }

  return {
    push(frame) {
      // The bytes may lie at an odd address, where they cannot be read as 16-bit numbers.
      bytes.set(frame);
      for (let tile = 0; tile < tiles.length; tile++) {
        const origin = tile * width * height;
        edges.begin();
        bands.begin();
        for (let y = 0; y < height; y += SAMPLING) scanLine(origin + y * width, 1, width);
        for (let x = 0; x < width; x += SAMPLING) scanLine(origin + x, width, height);
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
