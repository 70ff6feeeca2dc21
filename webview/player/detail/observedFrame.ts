import { FRAME_LEVEL, levelFor } from '../../../src/core/thumbnailStrip.ts';
import { type FrameTable, frameAt, frameSpan, type TimeSpan } from '../../../src/core/time.ts';

/** The frame that stands for an observation: the one on screen in the middle of its span. */
export interface ObservedFrame {
  /** When it appears, seconds of clip time. */
  readonly start: number;
  /** The middle of its display. */
  readonly middle: number;
  /** The level of thumbnails whose nearest one to `middle` shows this frame and no other. */
  readonly level: number;
}

/** @param duration of the clip in seconds. */
export function observedFrame(table: FrameTable, span: TimeSpan, duration: number): ObservedFrame {
  const { start, end } = frameSpan(table, frameAt(table, (span.start + span.end) / 2));
  // With two thumbnails in the time of a frame, none is further from its middle than a quarter of that.
  const level = Math.max(1, levelFor((end - start) / 2, duration, FRAME_LEVEL));
  return { start, middle: (start + end) / 2, level };
}
