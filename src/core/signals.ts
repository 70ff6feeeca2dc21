import type { ClipHash } from './clip.ts';
import type { FaceSignals } from './faces.ts';
import { COLOUR_SERIES } from './series/colour.ts';
import { DETAIL_SERIES, type TileReadings } from './series/detail.ts';
import { LUMA_SERIES } from './series/luma.ts';
import { MOTION_SERIES } from './series/motion.ts';
import type { PictureSamples } from './series/sampled.ts';
import type { AudioSeries, BlockSeries, HumSeries } from './series/sound.ts';
import type { TimeSpan } from './time.ts';

/**
 * Signals are what one decode of a clip leaves behind: per-frame and per-window series, shot boundaries, waveform and
 * thumbnails. They are cached by content hash, and every operator is a pure function of them, so that judging another
 * range of the same clip never decodes again.
 */

/** One value per frame. */
export const FRAME_SERIES = [...LUMA_SERIES, ...COLOUR_SERIES, ...MOTION_SERIES, ...DETAIL_SERIES] as const;
export type FrameSeries = (typeof FRAME_SERIES)[number];

/** Seconds covered by one minimum/maximum pair of the waveform. */
export const WAVEFORM_HOP = 0.02;

/** A fade goes through a stretch of plain black or white; a dissolve mixes both pictures; a wipe replaces one place by place. */
export type BoundaryKind = 'cut' | 'dissolve' | 'fade-black' | 'fade-white' | 'wipe';

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

/** A stretch of a stream whose data the decoder could not read as it was meant. */
export interface StreamDamage extends TimeSpan {
  readonly stream: 'picture' | 'sound';
  /** Frames of the stretch that did not come out at all; the others did, in whatever state. Always 0 for sound. */
  readonly missingFrames: number;
  /** Clip time of the next key frame, from which on the picture is surely whole again; `null` for sound and where none follows. */
  readonly healedAt: number | null;
  /** What the decoder said first, in its own words. */
  readonly message: string;
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
  /** Fine structure of native pixels, a few times a second. */
  readonly tiles: TileReadings;
  /** What is read from a few pictures a second only: palettes, hues, saliency. */
  readonly samples: PictureSamples;
  /** `null` for a clip without an audio stream. */
  readonly audio: {
    readonly channels: number;
    readonly series: Readonly<Record<AudioSeries, Float32Array>>;
    /** Smallest and largest sample per `WAVEFORM_HOP`, −1…1. */
    readonly waveform: { readonly minimum: Float32Array; readonly maximum: Float32Array };
    readonly blocks: {
      readonly series: Readonly<Record<BlockSeries, Float32Array>>;
      /** Power of each band, `BAND_COUNT` bytes per block: (level in dB − `BAND_FLOOR`) × `BAND_STEPS`. Of the sound without its offset. */
      readonly bands: Uint8Array;
    };
    readonly hum: Readonly<Record<HumSeries, Float32Array>>;
  } | null;
  /** `null` when faces were not looked for, which is the default. */
  readonly faces: FaceSignals | null;
  readonly boundaries: readonly Boundary[];
  /** Damaged data met on the way, in time order. */
  readonly damage: readonly StreamDamage[];
  /** The ffmpeg that decoded: its version as it prints it, and whether it is a program or the WebAssembly build. */
  readonly decoder: { readonly version: string; readonly build: 'native' | 'wasm' };
  /** Sentences about what that ffmpeg could not do for this clip, so that some measurements mean less. Usually none. */
  readonly limitations: readonly string[];
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
