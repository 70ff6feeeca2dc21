import type { Signals } from '../../core/signals.ts';
import { type FrameRun, runsWhere, spanLengthOf, sustained, trimmed, windowAround } from './frames.ts';
import { medianOf } from './statistics.ts';

/** Seconds over which swings are measured, and over which the slow course is followed. */
const WINDOW = 1;
const SLOW = 0.5;
/** Frames that a shot needs to be judged. */
export const LEAST_SWING_FRAMES = 10;
/** Turns in a window: below it is a flash or a change of light, not flicker. */
const LEAST_TURNS = 5;
/** Steps must stand out from how differently the parts of the picture change: at least this share of half their quartile distance. */
const ABOVE_MOVEMENT = 0.5;
/** Seconds that it must last. */
const LASTING = 0.3;

/** A stretch that swings. */
export interface SwingingPart extends FrameRun {
  /** The largest swing that holds for 0.3 s, in percent of the 256 levels. */
  readonly value: number;
  /** How often a second it swings to and fro. */
  readonly hertz: number;
}

export interface Swings {
  /** Per frame: swing of the window around it in percent of the 256 levels; 0 where it does not turn often enough. */
  readonly swing: Float32Array;
  readonly highest: number;
  /** Where the highest is; `null` when every shot is too short. */
  readonly where: FrameRun | null;
  readonly parts: readonly SwingingPart[];
  /** Whether swings were left out because they are too large to be a fault of the recording. */
  readonly deliberate: boolean;
}

/**
 * Finds flicker in what changes from frame to frame. The changes are added up to a course; its slow part (0.5 s mean) is taken
 * out; a swing is 2√2 × the root mean square over 1 s (the peak-to-peak swing of a sine), where the course turns at least 5 times.
 *
 * @param steps changes to the previous frame in levels, one series or several that swing together.
 * @param limits `partial`: where a swing is worth an event; `deliberate`: above it the swing is a strobe.
 */
export function findSwings(
  signals: Signals,
  runs: readonly FrameRun[],
  steps: readonly Float32Array[],
  limits: {
    readonly partial: number;
    readonly deliberate: number;
    readonly rangeSeconds: number;
    /** Quartiles over the picture of the first series, where movement can make it swing. */
    readonly quartiles?: { readonly lower: Float32Array; readonly upper: Float32Array };
  },
): Swings {
  const courses = steps.map((step) => new Float32Array(step.length));
  const swing = new Float32Array(signals.frames.times.length);
  let deliberate = false;
  for (const run of runs) {
    for (const [i, step] of steps.entries()) {
      const course = courses[i];
      if (course) fillFastCourse(course, step, run, (frame) => windowAround(signals, run, frame, SLOW, 5));
    }
    for (let frame = run.from; frame < run.to; frame++) {
      const window = windowAround(signals, run, frame, WINDOW, LEAST_SWING_FRAMES);
      const moved =
        limits.quartiles &&
        steps[0] &&
        !standsOut(steps[0], limits.quartiles, { from: Math.max(window.from, run.from + 1), to: window.to });
      swing[frame] = moved ? 0 : swingAround(courses, window);
    }
    for (const part of runsWhere(run, (frame) => (swing[frame] ?? 0) > limits.partial)) {
      // The windows around a strobe hold part of it, so all that hangs together with it goes.
      if (!swing.subarray(part.from, part.to).some((value) => value > limits.deliberate)) continue;
      swing.fill(0, part.from, part.to);
      deliberate = true;
    }
  }
  const lasting = Math.min(LASTING, limits.rangeSeconds) - 1e-3;
  const { highest, where, above } = sustained(signals, swing, runs, lasting, limits.partial);
  const parts = above.map(({ value, ...part }) => {
    const course = strongest(courses, part);
    const reach = reachOf(signals, runs, part);
    const swinging = trimmed(lengthsOf(courses, reach), reach, (0.25 * value * 255) / 100);
    return { ...swinging, value, hertz: frequencyOf(signals, course, swinging) };
  });
  return { swing, highest, where, parts, deliberate };
}

/** The frames that the windows around a part look at: at a low frame rate the swings fill few windows whole, and reach farther. */
function reachOf(signals: Signals, runs: readonly FrameRun[], part: FrameRun): FrameRun {
  const run = runs.find(({ from, to }) => from <= part.from && part.to <= to) ?? part;
  const around = (frame: number) => windowAround(signals, run, frame, WINDOW, LEAST_SWING_FRAMES);
  return { from: around(part.from).from, to: around(part.to - 1).to };
}

/** Fills the frames of `run` with the sum of the steps, its slow course taken out. */
function fillFastCourse(fast: Float32Array, step: Float32Array, run: FrameRun, around: (frame: number) => FrameRun): void {
  const sums = new Float64Array(run.to - run.from + 1);
  let level = 0;
  for (let frame = run.from; frame < run.to; frame++) {
    // The first step of a run comes from the frame before it, which belongs to something else.
    if (frame > run.from) level += step[frame] ?? 0;
    fast[frame] = level;
    sums[frame - run.from + 1] = (sums[frame - run.from] ?? 0) + level;
  }
  for (let frame = run.from; frame < run.to; frame++) {
    const { from, to } = around(frame);
    fast[frame] = (fast[frame] ?? 0) - ((sums[to - run.from] ?? 0) - (sums[from - run.from] ?? 0)) / (to - from);
  }
}

/** Swing in percent of the 256 levels; 0 where the strongest course does not turn often enough. */
function swingAround(courses: readonly Float32Array[], window: FrameRun): number {
  const course = strongest(courses, window);
  const rms = rmsOf(course, window);
  let turns = 0;
  let last = 0;
  for (let frame = window.from; frame < window.to; frame++) {
    const value = course[frame] ?? 0;
    if (Math.abs(value) < 0.5 * rms) continue;
    if (last !== 0 && Math.sign(value) !== last) turns++;
    last = Math.sign(value);
  }
  if (turns < LEAST_TURNS) return 0;
  return (2 * Math.SQRT2 * Math.hypot(...courses.map((one) => rmsOf(one, window))) * 100) / 255;
}

/** Whether steps are large beside the differences between the parts of the picture, as light is and movement is not. */
function standsOut(
  step: Float32Array,
  { lower, upper }: { readonly lower: Float32Array; readonly upper: Float32Array },
  { from, to }: FrameRun,
): boolean {
  const spread = medianOf(upper.subarray(from, to).map((value, i) => (value - (lower[from + i] ?? 0)) / 2)) ?? 0;
  return rmsOf(step, { from, to }) >= ABOVE_MOVEMENT * spread;
}

function strongest(courses: readonly Float32Array[], part: FrameRun): Float32Array {
  return courses.reduce((best, course) => (rmsOf(course, part) > rmsOf(best, part) ? course : best));
}

function rmsOf(course: Float32Array, { from, to }: FrameRun): number {
  let squares = 0;
  for (let frame = from; frame < to; frame++) squares += (course[frame] ?? 0) ** 2;
  return Math.sqrt(squares / Math.max(1, to - from));
}

/** Distance from the slow course, all courses together, inside a part. */
function lengthsOf(courses: readonly Float32Array[], { from, to }: FrameRun): Float32Array {
  const lengths = new Float32Array(courses[0]?.length ?? 0);
  for (let frame = from; frame < to; frame++) lengths[frame] = Math.hypot(...courses.map((course) => course[frame] ?? 0));
  return lengths;
}

/** The frequency with the most power in a part of a course: a periodogram over the true times, up to half the frame rate. */
function frequencyOf(signals: Signals, course: Float32Array, part: FrameRun): number {
  const seconds = spanLengthOf(signals, part);
  const highest = (part.to - part.from) / (2 * seconds);
  let best = { power: 0, hertz: 0 };
  const step = Math.max(0.05, 0.1 / seconds);
  for (let hertz = Math.min(highest, 1 / seconds); hertz <= highest + 1e-9; hertz += step) {
    let cosines = 0;
    let sines = 0;
    for (let frame = part.from; frame < part.to; frame++) {
      const phase = 2 * Math.PI * hertz * (signals.frames.times[frame] ?? 0);
      cosines += (course[frame] ?? 0) * Math.cos(phase);
      sines += (course[frame] ?? 0) * Math.sin(phase);
    }
    const power = cosines * cosines + sines * sines;
    if (power > best.power) best = { power, hertz };
  }
  return best.hertz;
}
