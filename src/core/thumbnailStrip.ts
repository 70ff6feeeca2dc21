import type { Thumbnails } from './signals.ts';

/** Tiles of the sheet that an analysis leaves behind. */
export const SHEET_TILES = 60;
/** Tiles of one strip. */
export const STRIP_TILES = 8;
/** The finest level of a timeline: a clip of two hours has one thumbnail for each half of a second there. */
export const FINEST_LEVEL = 8;
/** The finest level that there is: single frames of a clip of hours are told apart there. */
export const FRAME_LEVEL = 16;

/**
 * A strip of thumbnails between those of the sheet. At level L they are 2^L times as dense as there, so that every level halves the
 * time between two of them.
 */
export interface StripName {
  /** 1…`FRAME_LEVEL`. */
  readonly level: number;
  /** 0-based position of the strip among those of its level. */
  readonly block: number;
}

export interface ThumbnailStrip extends StripName, Thumbnails {}

/** Seconds between two thumbnails of a level; level 0 is the sheet. */
export function stepOf(level: number, duration: number): number {
  return duration / SHEET_TILES / 2 ** level;
}

/** Clip times of a strip's tiles. */
export function stripTimes({ level, block }: StripName, duration: number): number[] {
  const step = stepOf(level, duration);
  return Array.from({ length: STRIP_TILES }, (_, i) => (block * STRIP_TILES + i) * step).filter((time) => time < duration);
}

/** The coarsest level whose thumbnails are as dense as `seconds`, the time that one of them covers, or `finest`. */
export function levelFor(seconds: number, duration: number, finest = FINEST_LEVEL): number {
  if (seconds <= 0 || duration <= 0) return 0;
  const level = Math.ceil(Math.log2(stepOf(0, duration) / seconds) - 1e-9);
  return Math.min(finest, Math.max(0, level));
}

/** The thumbnail of a level that is nearest to `time`: in which strip, and where there. */
export function nearestTile(
  level: number,
  time: number,
  duration: number,
): { readonly strip: StripName; readonly index: number } {
  const tile = Math.max(0, Math.round(time / stepOf(level, duration)));
  return { strip: { level, block: Math.floor(tile / STRIP_TILES) }, index: tile % STRIP_TILES };
}

/** The strips of a level that hold thumbnails of a span, the middle of it first. */
export function stripsFor(level: number, span: { readonly start: number; readonly end: number }, duration: number): StripName[] {
  const seconds = stepOf(level, duration) * STRIP_TILES;
  if (level === 0 || seconds <= 0) return [];
  const first = Math.max(0, Math.floor(span.start / seconds));
  const last = Math.floor(Math.min(span.end, duration - 1e-9) / seconds);
  const middle = (span.start + span.end) / 2 / seconds - 0.5;
  return Array.from({ length: last - first + 1 }, (_, i) => ({ level, block: first + i })).sort(
    (a, b) => Math.abs(a.block - middle) - Math.abs(b.block - middle),
  );
}
