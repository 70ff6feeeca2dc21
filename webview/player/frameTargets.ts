import { type FrameTable, frameAt, seekTimeOf } from '../../src/core/time.ts';
import type { EngineClip } from './engineState.ts';

/** Seconds that a frame step moves while there is no frame table: a frame of film (23.976 fps), which reaches the next one at any usual rate. */
export const STEP_WITHOUT_FRAMES = 1001 / 24_000;

/** A place to go to: the frame and its clip time, and what to ask of the media element. In seconds. */
export interface Target {
  readonly time: number;
  readonly frame: number | null;
  readonly mediaTime: number;
  /** Media time before which a picture begins that is too early to be this frame; `null` where no picture is. */
  readonly earliest: number | null;
}

/** The index of the frame whose start is nearest to clip time `t`: the presentation timestamp of a frame, after rounding. */
export function nearestFrame(table: FrameTable, t: number): number {
  const index = frameAt(table, t);
  const start = table.times[index] ?? 0;
  const next = table.times[index + 1];
  return next !== undefined && next - t < t - start ? index + 1 : index;
}

/** Where the frame on screen at clip time `time` is. @param duration what is known of the clip's length in seconds; 0 for nothing. */
export function targetAt(clip: EngineClip | null, time: number, duration: number): Target {
  if (clip) return targetOfFrame(clip, frameAt(clip.table, time));
  const clamped = duration > 0 ? Math.min(time, duration) : time;
  return { time: clamped, frame: null, mediaTime: clamped, earliest: null };
}

/** Where frame `index`, or the nearest one there is, is. */
export function targetOfFrame({ table, startTime }: EngineClip, index: number): Target {
  const frame = Math.min(Math.max(index, 0), table.times.length - 1);
  const time = table.times[frame] ?? 0;
  const before = table.times[frame - 1];
  // The element rounds its timestamps: what is nearer to this frame than to the one before is this frame.
  const earliest = before === undefined ? null : (before + time) / 2 + startTime;
  return { frame, time, mediaTime: seekTimeOf(table, frame) + startTime, earliest };
}
