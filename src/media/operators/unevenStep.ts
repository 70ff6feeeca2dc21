import type { Clip } from '../../core/clip.ts';
import type { Signals } from '../../core/signals.ts';
import type { FrameRun } from './frames.ts';
import { sidesOf, ZOOM_ARM } from './movement.ts';
import { medianOf, quantileOf } from './statistics.ts';

/** Frames on either side that a step is held against, and how many there must be. */
const BESIDE = 6;
const LEAST_BESIDE = 4;
/** Frames on either side that show how evenly a shot moves otherwise, and the share of their unevenness that is usual. */
const CONTEXT = 10;
const USUAL_UNEVENNESS = 0.7;
/** Movement in shares of the longer side that measuring adds. */
const LEAST_MOTION = 2e-4;
/** By how much, as logarithm, mean change and movement may stand out more than the spread of the change does. */
const AHEAD = { change: 0.3, motion: 0.8 };
/** Movement grows with the time that is missing and counts as much as spread and change together, which saturate. */
const MOTION_WEIGHT = 2;
/** A key frame renews the picture all over: the mean change stands out by this much more than its spread. */
const RENEWAL = 0.5;

export interface Step {
  /** The frame that ends the step. */
  readonly frame: number;
  /** How many times larger it is than the steps around it and their unevenness let expect. */
  readonly times: number;
  /** Movement as a multiple of the median one around. */
  readonly motion: number;
  /** Median temporal information around. */
  readonly usual: number;
}

/**
 * How far every step of a run stands out from the steps around it. Three series that a missing frame makes larger are read as
 * logarithms: temporal information, mean change, and movement (camera and picture). Each is held against its larger neighbour and
 * against the largest of six frames on either side, half and half; what stays is the mean of the three, movement counting twice, minus the usual unevenness of
 * neighbouring steps over ten frames on either side. Frames that repeat are passed over, and so is the step after one.
 */
export function stepsIn(signals: Signals, clip: Clip, run: FrameRun, repeats: Uint8Array): Step[] {
  const { temporalInformation, change } = signals.frames.series;
  const fresh: number[] = [];
  for (let frame = run.from + 1; frame < run.to; frame++) if (repeats[frame] !== 1) fresh.push(frame);
  const motion = motionAt(signals, clip, fresh);
  const logarithms = (series: Float32Array) => fresh.map((frame) => Math.log((series[frame] ?? 0) + 1e-6));
  const spreads = logarithms(temporalInformation);
  const changes = logarithms(change);
  const motions = motion.map((value) => Math.log(value));
  const steps: Step[] = [];
  for (let place = LEAST_BESIDE; place + LEAST_BESIDE < fresh.length; place++) {
    const frame = fresh[place] ?? 0;
    // A frame right after a repeated one makes up for the time that stood still.
    if (repeats[frame - 1] === 1) continue;
    const spread = excessAt(spreads, place);
    const whole = excessAt(changes, place);
    const moved = excessAt(motions, place);
    if (whole.next - spread.next > RENEWAL) continue;
    const mean = (of: 'next' | 'around') =>
      weighted(spread[of], Math.min(whole[of], spread[of] + AHEAD.change), Math.min(moved[of], spread[of] + AHEAD.motion));
    const unevenness = weighted(spread.unevenness, whole.unevenness, moved.unevenness);
    const others = besides(place, fresh.length, BESIDE);
    steps.push({
      frame,
      times: Math.exp((mean('next') + mean('around')) / 2 - unevenness),
      motion: (motion[place] ?? 0) / (medianOf(others.map((other) => motion[other] ?? 0)) ?? 1),
      usual: medianOf(others.map((other) => temporalInformation[fresh[other] ?? 0] ?? 0)) ?? 0,
    });
  }
  return steps;
}

function weighted(spread: number, change: number, motion: number): number {
  return (spread + change + MOTION_WEIGHT * motion) / (2 + MOTION_WEIGHT);
}

/** How far a value lies above its larger neighbour and above the largest value around, and how far neighbours differ there. */
function excessAt(values: readonly number[], place: number): Record<'next' | 'around' | 'unevenness', number> {
  const at = (index: number) => values[index] ?? 0;
  const peaks = besides(place, values.length, CONTEXT)
    .filter((index) => Math.abs(index - place) > 1 && index > 0 && index + 1 < values.length)
    .map((index) => Math.abs(at(index) - (at(index - 1) + at(index + 1)) / 2));
  return {
    next: at(place) - Math.max(at(place - 1), at(place + 1)),
    around: at(place) - Math.max(...besides(place, values.length, BESIDE).map(at)),
    unevenness: quantileOf(peaks, USUAL_UNEVENNESS) ?? Number.POSITIVE_INFINITY,
  };
}

/** Up to `reach` places on either side. */
function besides(place: number, length: number, reach: number): number[] {
  const places: number[] = [];
  for (let at = Math.max(0, place - reach); at <= Math.min(length - 1, place + reach); at++) if (at !== place) places.push(at);
  return places;
}

/** Movement of the camera and of what moves beside it, in shares of the longer side. */
function motionAt({ frames: { series } }: Signals, clip: Clip, frames: readonly number[]): number[] {
  const { width, height } = sidesOf(clip);
  const { panX, panY, zoom, localMotion } = series;
  return frames.map((frame) => {
    const camera = Math.hypot(width * (panX[frame] ?? 0), height * (panY[frame] ?? 0), ZOOM_ARM * (zoom[frame] ?? 0));
    return camera + (localMotion[frame] ?? 0) + LEAST_MOTION;
  });
}
