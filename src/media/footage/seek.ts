import type { Clip } from '../../core/clip.ts';
import { frameAt, type TimeSpan } from '../../core/time.ts';

/** Seconds by which a seek aims before the frame it means: containers round times to a millisecond at worst. */
export const SEEK_MARGIN = 0.0015;

/**
 * How to read a span so that the frame on screen at its start is the first one: where to seek to, and how much later in what
 * ffmpeg then counts from 0 the span begins. In seconds.
 */
export function seekTo({ frames }: Pick<Clip, 'frames'>, { start }: TimeSpan): { readonly seek: number; readonly lead: number } {
  const shown = frames.times[frameAt(frames, start)] ?? start;
  const seek = Math.max(0, Math.min(start, shown) - SEEK_MARGIN);
  return { seek, lead: start - seek };
}
