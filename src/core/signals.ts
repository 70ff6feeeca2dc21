import type { ClipHash } from './clip.ts';
import type { TimeSpan } from './time.ts';

/**
 * Signals are what one decode of a clip leaves behind: per-frame and per-window series, shot boundaries, waveform and
 * thumbnails. They are cached by content hash, and every operator is a pure function of them, so that judging another
 * range of the same clip never decodes again.
 */

/**
 * Per-frame picture series. "Frame" features come from the whole picture scaled to at most 160 px on its longer side,
 * "detail" features from a native-resolution luma crop at the centre, aligned to the 8-px grid.
 * Luma is 0…255, full range.
 */
export const FRAME_SERIES = [
  'lumaMean', // mean luma
  'lumaSpread', // standard deviation of luma
  'lumaLow', // 1st percentile of luma
  'lumaHigh', // 99th percentile of luma
  'lumaStep', // median over 144 picture cells of the luma change to the previous frame: exposure, not movement
  'clippedHighlights', // share 0…1 of pixels whose luma is at or above 250, black bars left out
  'clippedShadows', // share 0…1 of pixels whose luma is at or below 5, black bars left out
  'nearHighlights', // share 0…1 of pixels with luma 230…249: how the picture runs up to its white
  'nearShadows', // share 0…1 of pixels with luma 6…25: how the picture runs down to its black
  'change', // mean absolute luma difference to the previous frame (0 for the first)
  'detailChange', // the same on the native-resolution crop
  'panX', // camera motion since the previous frame, share of the picture width, positive = content moves right
  'panY', // the same downwards, share of the picture height
  'panConfidence', // 0…1, how far the corners of the picture agree on that motion; near 0 where a subject moves or nothing can tell
  'sharpness', // root mean square of the Laplacian of the crop, its noise taken out, in luma levels
  'structure', // root mean square of the steps between 16×16 px means of the crop: contrast too coarse for a blur to touch
  'noise', // Immerkær estimate of sigma in luma levels, median over the flatter half of the crop's 16×16 px blocks
  'blockiness', // luma steps on the 8-px grid over steps off it; 1 = none
] as const;
export type FrameSeries = (typeof FRAME_SERIES)[number];

/** Audio series, one value per hop of `AUDIO_HOP` seconds. Levels are linear, full scale = 1. */
export const AUDIO_SERIES = [
  'peak', // largest absolute sample over all channels
  'rms', // root mean square over all channels
  'truePeak', // largest absolute value after 4× oversampling (ITU-R BS.1770-4 Annex 2)
  'clippedRun', // longest run of consecutive samples (at 48 kHz), in any channel, that stay flat at full scale: a run that crosses hops counts whole in each
  'loudnessEnergy', // K-weighted, channel-weighted mean square (ITU-R BS.1770-4), the input of gating
] as const;
export type AudioSeries = (typeof AUDIO_SERIES)[number];

/** Seconds between two values of an audio series. */
export const AUDIO_HOP = 0.01;
/** Seconds covered by one minimum/maximum pair of the waveform. */
export const WAVEFORM_HOP = 0.02;

export type BoundaryKind = 'cut' | 'dissolve' | 'fade' | 'wipe';

/** A transition between two shots; for a cut `start` = `end` = the time of the first frame of the new shot. */
export interface Boundary extends TimeSpan {
  readonly kind: BoundaryKind;
  /** 0…1. */
  readonly confidence: number;
}

/** A span between two cuts, or between the middles of gradual transitions. Shots tile the clip. */
export interface Shot extends TimeSpan {
  /** 0-based position in the clip. */
  readonly index: number;
}

export interface Thumbnails {
  /** Clip times in seconds, one per tile. */
  readonly times: Float64Array;
  /** Tile size in pixels; tiles stand side by side in one row-major JPEG sheet. */
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly jpeg: Uint8Array;
}

export interface Signals {
  /** Version of the decode and its features; a cache entry of another version is ignored. */
  readonly version: number;
  readonly clip: ClipHash;
  /** Clip duration in seconds. */
  readonly duration: number;
  readonly frames: {
    /** Clip time in seconds of every decoded frame. */
    readonly times: Float64Array;
    /** Clip time at which the last frame's display ends. */
    readonly end: number;
    readonly series: Readonly<Record<FrameSeries, Float32Array>>;
  };
  /** `null` for a clip without an audio stream. */
  readonly audio: {
    readonly channels: number;
    readonly series: Readonly<Record<AudioSeries, Float32Array>>;
    /** Smallest and largest sample per `WAVEFORM_HOP`, −1…1. */
    readonly waveform: { readonly minimum: Float32Array; readonly maximum: Float32Array };
  } | null;
  readonly boundaries: readonly Boundary[];
  readonly thumbnails: Thumbnails;
}

/**
 * The shots that the boundaries cut the clip into; a gradual transition is split at its middle. Always at least one, in
 * time order, tiling 0…`duration` without gap or overlap whatever the boundaries are.
 */
export function shotsOf(boundaries: readonly Boundary[], duration: number): Shot[] {
  const middles = boundaries.map(({ start, end }) => (start + end) / 2).filter((time) => time > 0 && time < duration);
  const starts = [0, ...new Set(middles.sort((a, b) => a - b))];
  return starts.map((start, index) => ({ index, start, end: starts[index + 1] ?? duration }));
}
