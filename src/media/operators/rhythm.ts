import type { Clip } from '../../core/clip.ts';
import type { Signals } from '../../core/signals.ts';
import { type FrameRun, spanLengthOf } from './frames.ts';
import { cameraSpeed, meanOver } from './movement.ts';

/** Steps in hertz, and the lowest rhythm that is looked for: below it, movement is sway. */
const RHYTHM_STEP = 0.25;
const LOWEST_RHYTHM = 2;
/** Seconds that it takes to tell a rhythm. */
const RHYTHM_LASTING = 0.6;

/** The frequency in hertz at which the camera's speed changes most, up to half the frame rate; `null` for a short shake. */
export function rhythmOf(signals: Signals, clip: Clip, part: FrameRun): number | null {
  const seconds = spanLengthOf(signals, part);
  if (seconds < RHYTHM_LASTING) return null;
  const { times } = signals.frames;
  const { x, y } = cameraSpeed(signals, clip);
  const highest = (part.to - part.from) / seconds / 2;
  let best: number | null = null;
  let most = 0;
  for (let hertz = LOWEST_RHYTHM; hertz <= highest; hertz += RHYTHM_STEP) {
    // Speed grows with frequency; dividing by it weighs the way.
    const power = [x, y].reduce((sum, axis) => sum + powerAt(times, axis, part, hertz), 0) / hertz ** 2;
    if (power <= most) continue;
    most = power;
    best = hertz;
  }
  return best;
}

/** Power of one frequency in a series, its mean taken out, under a Hann window. */
function powerAt(times: Float64Array, values: Float32Array, part: FrameRun, hertz: number): number {
  const mean = meanOver(values, part);
  let real = 0;
  let imaginary = 0;
  for (let frame = part.from; frame < part.to; frame++) {
    const hann = 1 - Math.cos((2 * Math.PI * (frame - part.from + 0.5)) / (part.to - part.from));
    const value = hann * ((values[frame] ?? 0) - mean);
    const angle = 2 * Math.PI * hertz * (times[frame] ?? 0);
    real += value * Math.cos(angle);
    imaginary += value * Math.sin(angle);
  }
  return real * real + imaginary * imaginary;
}
