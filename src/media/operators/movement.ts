import type { Clip } from '../../core/clip.ts';
import type { Signals } from '../../core/signals.ts';
import type { FrameRun } from './frames.ts';

/** Camera speed per frame in percent of the longer picture side per second: right, down, and outwards at a third of the side. */
export interface CameraSpeed {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly zoom: Float32Array;
}

/** Where the picture feels a zoom, as share of its longer side away from the centre. */
export const ZOOM_ARM = 0.3;

/** Shares of the longer side that make up the picture's width and height. */
export function sidesOf({ video }: Clip): { readonly width: number; readonly height: number } {
  const longer = Math.max(video.width, video.height);
  return { width: video.width / longer, height: video.height / longer };
}

/** The content's speed under the camera: a camera that pans right moves the content left. 0 for the clip's first frame. */
export function cameraSpeed(signals: Signals, clip: Clip): CameraSpeed {
  const { panX, panY, zoom } = signals.frames.series;
  const { width, height } = sidesOf(clip);
  return {
    x: perSecond(signals, panX, 100 * width),
    y: perSecond(signals, panY, 100 * height),
    zoom: perSecond(signals, zoom, 100 * ZOOM_ARM),
  };
}

/** Length of the camera's speed per frame, in percent of the longer side per second. */
export function cameraPace(signals: Signals, clip: Clip): Float32Array {
  const { x, y, zoom } = cameraSpeed(signals, clip);
  return x.map((value, frame) => Math.hypot(value, y[frame] ?? 0, zoom[frame] ?? 0));
}

/** What moves in the picture by itself, per frame, in percent of the longer side per second. */
export function localPace(signals: Signals): Float32Array {
  return perSecond(signals, signals.frames.series.localMotion, 100);
}

/** A series of steps from frame to frame as speeds, times `scale`. */
export function perSecond({ frames: { times } }: Signals, steps: Float32Array, scale: number): Float32Array {
  return steps.map((step, frame) => {
    const seconds = (times[frame] ?? 0) - (times[frame - 1] ?? Number.NEGATIVE_INFINITY);
    return seconds > 0 ? (scale * step) / seconds : 0;
  });
}

/** The frames of a run that have moved within it: its first one has come from elsewhere. */
export function movedFrames({ from, to }: FrameRun): FrameRun {
  return { from: Math.min(from + 1, to), to };
}

export function meanOver(values: Float32Array, { from, to }: FrameRun): number {
  let sum = 0;
  for (let frame = from; frame < to; frame++) sum += values[frame] ?? 0;
  return to > from ? sum / (to - from) : 0;
}
