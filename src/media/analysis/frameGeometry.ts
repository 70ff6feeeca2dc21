import type { VideoStream } from '../../core/clip.ts';

/** Longest side in pixels of the small frames that whole-picture features come from. */
const SMALL_SIDE = 160;
const DETAIL_WIDTH = 256;
const DETAIL_HEIGHT = 144;
/** Side in pixels of the transform blocks of every common codec's smallest shared grid. */
const GRID = 8;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle of the displayed picture in native pixels. */
export interface Crop extends Size {
  readonly x: number;
  readonly y: number;
}

/** Size of the small frame: longest side at most 160 px, aspect kept, both sides even because chroma is halved. */
export function smallSize({ width, height }: Size): Size {
  const factor = Math.min(1, SMALL_SIDE / Math.max(width, height));
  const side = (length: number) => Math.max(2, 2 * Math.round((length * factor) / 2));
  return { width: side(width), height: side(height) };
}

/**
 * The native-resolution crop at the centre. Its corner lies on the codec's 8-px grid: that grid starts at the top left of
 * the coded picture, so after rotation it may start elsewhere in the displayed one.
 */
export function detailCrop({ width, height, rotation }: Pick<VideoStream, 'width' | 'height' | 'rotation'>): Crop {
  const mirroredX = rotation === 90 || rotation === 180;
  const mirroredY = rotation === 180 || rotation === 270;
  const horizontal = alignedSpan(width, DETAIL_WIDTH, mirroredX ? width % GRID : 0);
  const vertical = alignedSpan(height, DETAIL_HEIGHT, mirroredY ? height % GRID : 0);
  return { x: horizontal.start, y: vertical.start, width: horizontal.length, height: vertical.length };
}

function alignedSpan(side: number, wanted: number, phase: number): { start: number; length: number } {
  const length = Math.min(wanted, Math.floor((side - phase) / GRID) * GRID);
  // Pictures smaller than two blocks have no grid to speak of; they are taken whole.
  if (length < 2 * GRID) return { start: 0, length: side };
  const start = Math.floor((side - phase - length) / 2 / GRID) * GRID + phase;
  return { start, length };
}
