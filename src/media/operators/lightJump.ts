import type { Signals } from '../../core/signals.ts';
import { type FrameRun, shown, spanWithin, steadyRuns } from './frames.ts';
import { measuredEvent, type OperatorContext, type ProxyOperator, worstOf } from './operator.ts';
import { frameTrace } from './overTime.ts';
import { medianOf } from './statistics.ts';

/** Seconds before and after a jump that must hold their level, seconds that the jump itself may take, and its share of the change. */
const HELD = 0.5;
const SUDDEN = 0.15;
const SUDDEN_SHARE = 0.6;
const LEAST_FRAMES = 3;
/** Percent of the range from which a jump is worth a look. */
const NOTABLE = 4;

const operator = {
  id: 'light-jump',
  version: 1,
  title: 'Jump of light',
  quantity: 'largest jump of light within a shot',
  unit: '% of the range',
  source:
    'Level of the picture in luma, Cb and Cr, added up from the median changes over 144 picture cells so that movement does not count; distance between its medians over the 0.5 s before and after a moment, in percent of the 256 levels, where at least 60 % of it happens within 0.15 s.',
  proxyFor: ['aesthetics.lighting.lighting-logic.light-steady-within-shot'],
} as const;

export const lightJump: ProxyOperator = {
  ...operator,
  measure(context) {
    const { signals, range } = context;
    const { times } = signals.frames;
    const runs = longRuns(context);
    if (runs.length === 0)
      return { status: 'unmeasurable', reason: 'Every shot in this range is too short to see its light jump.' };
    const jumps = runs.flatMap((run) => peaks(times, jumpsIn(signals, run)));
    const events = jumps
      .filter(({ size }) => size >= NOTABLE)
      .map((jump) => {
        const sentence = `The light jumps by ${shown(jump.size)} % of the range without a cut: ${jump.manner}.`;
        return measuredEvent(operator, { value: jump.size, span: spanWithin(signals, jump, range), sentence });
      });
    const worst = worstOf(events);
    const value = jumps.reduce((most, { size }) => Math.max(most, size), 0);
    const sentence = worst
      ? `The light jumps ${events.length === 1 ? 'once' : `${events.length} times`} within a shot, by up to ${shown(value)} % of the range.`
      : `The light holds within each shot: it jumps by at most ${shown(value)} % of the range.`;
    const span = worst?.measurement.span ?? range;
    return { status: 'measured', summary: measuredEvent(operator, { value, span, sentence }), events };
  },
  trace(context) {
    const values = new Float32Array(context.signals.frames.times.length);
    for (const run of longRuns(context)) {
      for (const { from, size } of jumpsIn(context.signals, run)) values[from] = size;
    }
    return frameTrace(context.signals, context.range, values);
  },
};

interface Jump extends FrameRun {
  /** Percent of the range. */
  readonly size: number;
  readonly manner: string;
}

function longRuns({ signals, range }: OperatorContext): FrameRun[] {
  return steadyRuns(signals, range).filter(({ from, to }) => to - from > 2 * LEAST_FRAMES);
}

/** How far the level right after each frame's change lies from the level before it. */
function jumpsIn(signals: Signals, run: FrameRun): Jump[] {
  const { times, series } = signals.frames;
  const luma = courseOf(series.lumaStep, run);
  const blue = courseOf(series.blueStep, run);
  const red = courseOf(series.redStep, run);
  const jumps: Jump[] = [];
  for (let frame = run.from + LEAST_FRAMES; frame <= run.to - LEAST_FRAMES; frame++) {
    const before = reach(times, run, frame - 1, -1);
    // The jump may take a few frames; what comes after them must hold.
    let end = frame + 1;
    while (end < run.to && (times[end] ?? 0) - (times[frame] ?? 0) <= SUDDEN - 1e-6) end++;
    if (run.to - end < LEAST_FRAMES - 1) end = frame;
    const after = reach(times, run, end, 1);
    const change = (course: Float32Array) => middle(course, run, after) - middle(course, run, before);
    const [y, b, r] = [change(luma), change(blue), change(red)];
    const size = Math.hypot(y, b, r);
    if (size < 1) continue;
    // Only what happens at once, in the direction of the whole change, is a jump.
    const last = Math.max(frame, end - 1);
    const at = (course: Float32Array, i: number) => course[i - run.from] ?? 0;
    const along = (course: Float32Array, whole: number) => (at(course, last) - at(course, frame - 1)) * (whole / size);
    const sudden = along(luma, y) + along(blue, b) + along(red, r);
    if (sudden < SUDDEN_SHARE * size) continue;
    jumps.push({ from: frame, to: last + 1, size: (100 * Math.min(size, sudden)) / 255, manner: mannerOf(y, b, r) });
  }
  return jumps;
}

/** Of jumps that overlap in time the largest stays; of equal ones the one that starts with the change. */
function peaks(times: Float64Array, jumps: readonly Jump[]): Jump[] {
  const kept: Jump[] = [];
  for (const jump of jumps.toSorted((a, b) => b.size - a.size || b.from - a.from)) {
    const near = kept.some(({ from }) => Math.abs((times[from] ?? 0) - (times[jump.from] ?? 0)) < HELD);
    if (!near) kept.push(jump);
  }
  return kept.sort((a, b) => a.from - b.from);
}

function courseOf(step: Float32Array, { from, to }: FrameRun): Float32Array {
  const course = new Float32Array(to - from);
  let level = 0;
  for (let frame = from + 1; frame < to; frame++) {
    level += step[frame] ?? 0;
    course[frame - from] = level;
  }
  return course;
}

/** The frames from `frame` on, in one direction, that lie within `HELD` seconds of it. */
function reach(times: Float64Array, run: FrameRun, frame: number, step: 1 | -1): FrameRun {
  let last = frame;
  while (
    last + step >= run.from &&
    last + step < run.to &&
    (Math.abs((times[last + step] ?? 0) - (times[frame] ?? 0)) <= HELD || Math.abs(last + step - frame) < LEAST_FRAMES)
  ) {
    last += step;
  }
  return step > 0 ? { from: frame, to: last + 1 } : { from: last, to: frame + 1 };
}

function middle(course: Float32Array, run: FrameRun, part: FrameRun): number {
  return medianOf(course.subarray(part.from - run.from, part.to - run.from)) ?? 0;
}

function mannerOf(luma: number, blue: number, red: number): string {
  if (Math.abs(luma) > 1.5 * Math.hypot(blue, red)) return luma > 0 ? 'brighter' : 'darker';
  const warmth = red - blue;
  const tint =
    Math.abs(warmth) >= Math.abs(red + blue) ? (warmth > 0 ? 'warmer' : 'cooler') : red + blue > 0 ? 'more purple' : 'greener';
  return Math.abs(luma) < 0.5 * Math.hypot(blue, red) ? tint : `${luma > 0 ? 'brighter' : 'darker'} and ${tint}`;
}
