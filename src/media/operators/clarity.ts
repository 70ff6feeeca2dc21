import type { Signals } from '../../core/signals.ts';
import { type FrameRun, framesIn } from './frames.ts';
import type { OperatorContext, Trace } from './operator.ts';

/** Share of a swing's change that a value may stray from its turning points while it rests there. */
const AT_REST = 0.1;
/** Frames without progress that end the movement. */
const PAUSE = 4;
/** Luma levels added to detail at any scale: below it there is nothing to be sharp. */
const FLOOR = 0.5;

/**
 * How clear every frame is, whatever it shows: the natural logarithm of detail at the 2 px scale over the geometric mean of
 * detail at the 4 px scale and of coarse structure. Blur lowers it; light and contrast leave the scales in proportion, and so
 * do most changes of content. A Gaussian blur of 1 px takes about 0.35 off, of 2.5 px 1.
 */
export function clarityOf({ frames }: Signals): Float32Array {
  const { sharpness2, sharpness4, structure } = frames.series;
  return sharpness2.map((value, i) =>
    Math.log((value + FLOOR) / Math.sqrt(((sharpness4[i] ?? 0) + FLOOR) * ((structure[i] ?? 0) + FLOOR))),
  );
}

/** Clarity of the frames in the range, in percent of a picture whose detail is the same at all scales. */
export function clarityTrace({ signals, range }: OperatorContext): Trace {
  const { from, to } = framesIn(signals, range);
  return {
    times: signals.frames.times.slice(from, to),
    values: clarityOf(signals)
      .slice(from, to)
      .map((value) => 100 * Math.exp(value)),
  };
}

/** One movement of a series from a turning point to the next. */
export interface Swing extends FrameRun {
  /** Change from the first to the last frame of the swing. */
  readonly change: number;
  /** The last frame within a tenth of the change from where the movement through the middle of the swing begins, and the first one as near to where it ends. */
  readonly leaves: number;
  readonly arrives: number;
}

/** The swings of at least `least` between the turning points of `values` in a run, in time order; they take turns in direction. */
export function swingsIn(values: Float32Array, run: FrameRun, least: number): Swing[] {
  const at = (frame: number) => values[frame] ?? 0;
  const turns: number[] = [];
  let low = run.from;
  let high = run.from;
  let direction = 0;
  for (let frame = run.from; frame < run.to; frame++) {
    if (at(frame) > at(high)) high = frame;
    if (at(frame) < at(low)) low = frame;
    if (direction <= 0 && at(frame) - at(low) >= least) {
      turns.push(low);
      direction = 1;
      high = frame;
    } else if (direction >= 0 && at(high) - at(frame) >= least) {
      turns.push(high);
      direction = -1;
      low = frame;
    }
    if (direction > 0 && high === frame) low = frame;
    if (direction < 0 && low === frame) high = frame;
  }
  if (direction !== 0) turns.push(direction > 0 ? high : low);
  return turns.slice(1).map((to, i) => {
    const from = turns[i] ?? run.from;
    return { from, to, change: at(to) - at(from), ...heartOf(at, from, to) };
  });
}

/** The part of a swing that goes from its beginning to its end without a pause: what comes before and after it is another movement. */
function heartOf(at: (frame: number) => number, from: number, to: number): Pick<Swing, 'leaves' | 'arrives'> {
  const change = at(to) - at(from);
  const done = (frame: number) => (at(frame) - at(from)) / change;
  let middle = to;
  while (middle > from && done(middle) >= 0.5) middle--;
  let first = middle;
  for (let frame = middle; frame >= Math.max(from, first - PAUSE); frame--) if (done(frame) < done(first)) first = frame;
  let last = middle + 1;
  for (let frame = last; frame <= Math.min(to, last + PAUSE); frame++) if (done(frame) > done(last)) last = frame;
  const rest = AT_REST * (done(last) - done(first));
  let leaves = middle;
  while (leaves > first && done(leaves) - done(first) > rest) leaves--;
  let arrives = middle + 1;
  while (arrives < last && done(last) - done(arrives) > rest) arrives++;
  return { leaves, arrives };
}
