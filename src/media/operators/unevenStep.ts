import type { Clip } from '../../core/clip.ts';
import type { Signals } from '../../core/signals.ts';
import type { FrameRun } from './frames.ts';
import { sidesOf, ZOOM_ARM } from './movement.ts';

/** Frames on either side that a step is held against, and how many there must be. */
const BESIDE = 6;
const LEAST_BESIDE = 4;
const AROUND = { nearest: 1, reach: BESIDE, share: 0.5 };
/** Frames on either side that show how evenly a shot moves otherwise, and the share of their unevenness that is usual. */
const CONTEXT = 10;
const UNEVENNESS = { nearest: 2, reach: CONTEXT, share: 0.7 };
/** What measuring adds: to levels of change, and to movement in shares of the longer side. */
const LEAST_LEVELS = 1e-6;
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
  const information = Float64Array.from(fresh, (frame) => temporalInformation[frame] ?? 0);
  const spreads = courseOf(information.map((levels) => levels + LEAST_LEVELS));
  const changes = courseOf(Float64Array.from(fresh, (frame) => (change[frame] ?? 0) + LEAST_LEVELS));
  const motions = courseOf(motion);
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
    steps.push({
      frame,
      times: Math.exp((mean('next') + mean('around')) / 2 - unevenness),
      motion: (motion[place] ?? 0) / (quantileBeside(motion, place, AROUND) ?? 1),
      usual: quantileBeside(information, place, AROUND) ?? 0,
    });
  }
  return steps;
}

function weighted(spread: number, change: number, motion: number): number {
  return (spread + change + MOTION_WEIGHT * motion) / (2 + MOTION_WEIGHT);
}

/** A series as logarithms, and how far each value lies from the mean of its neighbours: NaN at either end. */
interface Course {
  readonly values: Float64Array;
  readonly peaks: Float64Array;
}

function courseOf(series: Float64Array): Course {
  const values = series.map(Math.log);
  const at = (index: number) => values[index] ?? Number.NaN;
  return { values, peaks: values.map((value, index) => Math.abs(value - (at(index - 1) + at(index + 1)) / 2)) };
}

/** How far a value lies above its larger neighbour and above the largest value around, and how far neighbours differ there. */
function excessAt({ values, peaks }: Course, place: number): Record<'next' | 'around' | 'unevenness', number> {
  const value = values[place] ?? 0;
  let largest = Number.NEGATIVE_INFINITY;
  for (let apart = 1; apart <= BESIDE; apart++) {
    largest = Math.max(largest, values[place - apart] ?? largest, values[place + apart] ?? largest);
  }
  return {
    next: value - Math.max(values[place - 1] ?? 0, values[place + 1] ?? 0),
    around: value - largest,
    unevenness: quantileBeside(peaks, place, UNEVENNESS) ?? Number.POSITIVE_INFINITY,
  };
}

/** Filled anew for every place: millions of small arrays would be made otherwise. */
const gathered = new Float64Array(2 * CONTEXT);

/** The `share` quantile of the numbers at least `nearest` and at most `reach` places away on either side; `null` without any. */
function quantileBeside(
  values: Float64Array,
  place: number,
  { nearest, reach, share }: { readonly nearest: number; readonly reach: number; readonly share: number },
): number | null {
  let count = 0;
  for (let apart = nearest; apart <= reach; apart++) {
    for (const value of [values[place - apart], values[place + apart]]) {
      if (value !== undefined && !Number.isNaN(value)) gathered[count++] = value;
    }
  }
  if (count === 0) return null;
  return gathered.subarray(0, count).sort()[Math.min(count - 1, Math.floor(share * count))] ?? null;
}

/** Movement of the camera and of what moves beside it, in shares of the longer side. */
function motionAt({ frames: { series } }: Signals, clip: Clip, frames: readonly number[]): Float64Array {
  const { width, height } = sidesOf(clip);
  const { panX, panY, zoom, localMotion } = series;
  return Float64Array.from(frames, (frame) => {
    const camera = Math.hypot(width * (panX[frame] ?? 0), height * (panY[frame] ?? 0), ZOOM_ARM * (zoom[frame] ?? 0));
    return camera + (localMotion[frame] ?? 0) + LEAST_MOTION;
  });
}
