import type { PictureRegion } from '../measurement.ts';

/** Fine detail, one value per frame. From four tiles of native-resolution luma (0…255, full range) on the codec's 8-px grid. */
export const DETAIL_SERIES = [
  'detailChange', // mean absolute luma difference to the previous frame
  'sharpness', // root mean square of the Laplacian, its noise taken out, in luma levels
  'sharpness2', // the same of 2×2 px means, which noise and coding hardly touch
  'sharpness4', // the same of 4×4 px means
  'structure', // root mean square of the steps between 16×16 px means: contrast too coarse for a blur to touch
  'noise', // Immerkær estimate of sigma in luma levels, lower quartile over 16×16 px blocks
  'blockiness', // luma steps on the 8-px grid over steps off it; 1 = none
  'blockBends', // second differences of luma beside the 8-px grid over those in the middle of its blocks; 1 = none
] as const;
export type DetailSeries = (typeof DETAIL_SERIES)[number];

/** Fine structure, one value per tile and sampled frame; NaN where a tile has nothing to tell it by. Luma 0…255, full range. */
export const TILE_SERIES = [
  'edgeWidth', // pixels that the sharpest tenth of the edges take from dark to bright (height over steepest step)
  'detailFrequency', // frequency of clear detail, along rows or columns, whichever is higher, as share 0…1 of the finest possible
  'halo', // median overshoot where strong edges meet a flat area, share of their height
  'haloSides', // sides of edges that were looked at
  'bandedShare', // share 0…1 of the scanned lines that lies on the steps of a staircase of flat plateaus
  'bandStep', // median height in luma levels of those steps
] as const;
export type TileSeries = (typeof TILE_SERIES)[number];

/** What tiles of native pixels, spread evenly over the picture, show a few times a second. */
export interface TileReadings {
  /** Clip times in seconds of the sampled frames. */
  readonly times: Float64Array;
  /** Where the tiles lie in the picture, row by row. */
  readonly regions: readonly PictureRegion[];
  /** The value of tile k at sample i stands at i × number of tiles + k. */
  readonly series: Readonly<Record<TileSeries, Float32Array>>;
}
