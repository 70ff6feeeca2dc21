import type { FrameTable } from './time.ts';

/** SHA-256 of the file's bytes in lower-case hex: a clip's identity. Its path is only how it is shown. */
export type ClipHash = string;

/** How scan lines become pictures. `top-first` and `bottom-first`: two fields a frame, the named one earlier. */
export type FieldOrder = 'progressive' | 'top-first' | 'bottom-first' | 'unknown';

/** `pq` (SMPTE ST 2084) and `hlg` (ARIB STD-B67) are the transfer functions of HDR; everything else is taken for SDR. */
export type Transfer = 'sdr' | 'pq' | 'hlg';

export interface VideoStream {
  readonly codec: string;
  /** Size in pixels as displayed: after rotation, before the sample aspect ratio. */
  readonly width: number;
  readonly height: number;
  /** Clockwise rotation in degrees that the container asks the player to apply: 0, 90, 180 or 270. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Width over height of one pixel as displayed (after rotation); 1/1 where the file does not say. */
  readonly pixelAspect: { readonly numerator: number; readonly denominator: number };
  readonly pixelFormat: string;
  readonly bitDepth: number;
  readonly fieldOrder: FieldOrder;
  /** Which codes black and white have: 16 and 235 of 8 bits (`limited`, and where the file does not say), or 0 and 255. */
  readonly range: 'limited' | 'full';
  readonly transfer: Transfer;
  /** True when the picture has transparency. It is judged and played on black. */
  readonly alpha: boolean;
  /** Nominal frames per second as a rational, e.g. 30000/1001; timecode uses it, time never does. */
  readonly frameRate: { readonly numerator: number; readonly denominator: number };
  /** True when the distances between frames differ by more than timestamp rounding. */
  readonly variableFrameRate: boolean;
}

export interface AudioStream {
  readonly codec: string;
  readonly channels: number;
  readonly layout: string;
  /** Samples per second. */
  readonly sampleRate: number;
  /** Seconds. */
  readonly duration: number;
}

/** One playable video file, probed. */
export interface Clip {
  /** Absolute path on the machine that runs ffmpeg. */
  readonly path: string;
  readonly hash: ClipHash;
  /** Bytes. */
  readonly size: number;
  readonly container: string;
  /** Clip time in seconds at which the longest stream ends. */
  readonly duration: number;
  /** Container start time in seconds: presentation timestamp − startTime = clip time. */
  readonly startTime: number;
  readonly video: VideoStream;
  readonly audio: AudioStream | null;
  readonly frames: FrameTable;
}

/** Size in pixels, each side at least 1, at which a picture with pixels of any shape looks as it should: its height is kept. */
export function displayedSize({ width, height, pixelAspect }: Pick<VideoStream, 'width' | 'height' | 'pixelAspect'>): {
  readonly width: number;
  readonly height: number;
} {
  return { width: Math.max(1, Math.round((width * pixelAspect.numerator) / pixelAspect.denominator)), height };
}

/** Whether an ffmpeg pixel format carries transparency in itself. */
export function hasAlphaPlane(pixelFormat: string): boolean {
  return /^(?:yuva|gbrap|rgba|bgra|argb|abgr|ya\d|ayuv|vuya)/.test(pixelFormat);
}

/** File name endings (lower case, no dot) of files that are pictures to most programs, and clips when they move. */
export const ANIMATION_EXTENSIONS = ['gif', 'webp'] as const;
/** File name endings (lower case, no dot) that the player opens and folder scoring picks up. */
export const CLIP_EXTENSIONS = ['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi', ...ANIMATION_EXTENSIONS] as const;

/**
 * Whether a path, with slashes of either kind, names a clip by its ending. A file that is all ending (`.mp4`) is a hidden
 * file, and `._clip.mp4` is what macOS leaves beside `clip.mp4` on foreign disks: its attributes, no video.
 */
export function isClipPath(path: string): boolean {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || name.startsWith('._')) return false;
  return (CLIP_EXTENSIONS as readonly string[]).includes(name.slice(dot + 1).toLowerCase());
}
