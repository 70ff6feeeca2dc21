import { formatTime } from '../../core/time.ts';
import { type FrameRun, shown, spanLengthOf, steadyRuns, windowAround } from './frames.ts';
import { movedFrames } from './movement.ts';
import { measuredEvent, type OperatorContext, type OperatorOutcome, type ProxyOperator, type Trace } from './operator.ts';
import { frameTrace } from './overTime.ts';

/** Seconds over which speed is averaged before its peak is told. */
const WINDOW = 0.3;
/** Share of the picture that must follow the camera; below it something else moves. */
const LEAST_CONFIDENCE = 0.5;
/** Share of the frames that must be told before anything is said. */
const LEAST_JUDGED = 0.25;

/** One of the ways in which a camera moves. */
export interface CameraAxis {
  /** Speed of the camera (not of the content) per frame, in the operator's unit. */
  speed(context: OperatorContext): Float32Array;
  /** What the camera does where the speed is positive, and where it is negative: `pans right`. */
  readonly ways: readonly [string, string];
  /** Speed, in the operator's unit, below which the camera rests. */
  readonly rest: number;
  /** What is said then. */
  readonly still: string;
}

/** The fastest that the camera moves on one axis, over 0.3 s, with its sign. Says which way, when, and how far it gets in all. */
export function measureAxis(
  operator: Omit<ProxyOperator, 'measure'>,
  axis: CameraAxis,
  context: OperatorContext,
): OperatorOutcome {
  const { signals, range } = context;
  const runs = runsOf(context);
  if (runs.length === 0) return { status: 'unmeasurable', reason: 'Too few frames in one shot to see how the camera moves.' };
  const speed = toldSpeed(axis, context, runs);
  const frames = runs.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  const told = frames.filter((frame) => !Number.isNaN(speed[frame] ?? Number.NaN));
  if (told.length < LEAST_JUDGED * frames.length || told.length === 0) {
    return { status: 'unmeasurable', reason: 'What moves in the picture hides whether the camera moves.' };
  }
  let peak = { frame: told[0] ?? 0, value: 0 };
  let way = 0;
  for (const run of runs) {
    for (let frame = run.from; frame < run.to; frame++) {
      const step = speed[frame] ?? Number.NaN;
      if (!Number.isNaN(step)) way += Math.abs(step) * spanLengthOf(signals, { from: frame, to: frame + 1 });
      const value = meanOfTold(speed, windowAround(signals, run, frame, WINDOW, 3));
      if (Math.abs(value) > Math.abs(peak.value)) peak = { frame, value };
    }
  }
  const { value } = peak;
  const moves = Math.abs(value) >= axis.rest;
  const at = formatTime(signals.frames.times[peak.frame] ?? 0);
  const unit = operator.unit.replace(' per second', '');
  const sentence = moves
    ? `The camera ${value > 0 ? axis.ways[0] : axis.ways[1]} by up to ${shown(Math.abs(value))} ${unit} a second (${at}); there and back, it covers ${shown(way)} ${unit}.`
    : axis.still;
  return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence }), events: [] };
}

/** Speed per frame; none where a shot begins, or where too little of the picture follows the camera. */
export function traceAxis(axis: CameraAxis, context: OperatorContext): Trace | null {
  return frameTrace(context.signals, context.range, toldSpeed(axis, context, runsOf(context)));
}

function runsOf({ signals, range }: OperatorContext): FrameRun[] {
  return steadyRuns(signals, range)
    .map(movedFrames)
    .filter(({ from, to }) => to > from);
}

function toldSpeed(axis: CameraAxis, context: OperatorContext, runs: readonly FrameRun[]): Float32Array {
  const { panConfidence } = context.signals.frames.series;
  const speed = axis.speed(context);
  const told = new Float32Array(speed.length).fill(Number.NaN);
  for (const { from, to } of runs) {
    for (let frame = from; frame < to; frame++) {
      if ((panConfidence[frame] ?? 0) >= LEAST_CONFIDENCE) told[frame] = speed[frame] ?? 0;
    }
  }
  return told;
}

/** 0 where less than half of the frames can be told: single ones are no movement. */
function meanOfTold(values: Float32Array, { from, to }: FrameRun): number {
  const told = values.subarray(from, to).filter((value) => !Number.isNaN(value));
  return told.length === 0 || told.length < (to - from) / 2 ? 0 : told.reduce((sum, value) => sum + value, 0) / told.length;
}
