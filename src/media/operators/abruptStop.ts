import type { Signals } from '../../core/signals.ts';
import { type FrameRun, shown, shownBeside, spanLengthOf, spanWithin, steadyRuns } from './frames.ts';
import { type CameraSpeed, cameraPace, cameraSpeed, meanOver, movedFrames } from './movement.ts';
import { type FaultOperator, measuredEvent, type OperatorContext, worstOf } from './operator.ts';
import { frameTrace } from './overTime.ts';
import { stillnessOf } from './stillness.ts';

/** Seconds of steady movement before and after, and frames that they take at least. */
const BESIDE = 0.28;
const LEAST_FRAMES = 5;
/** Below this many frames a second a hard stop and a soft one look the same. */
const LEAST_RATE = 14;
/** Frames in which an abrupt change is over. */
const FRAMES_BETWEEN = 1;
/** By how much, as share of the change, a frame beside it may differ from the steady speed on its side; the tail of an easing does. */
const STEADY = 0.22;
/** Speed on the calm side as share of the other one. */
const REST = 0.12;
/** Faster moves, in percent of the picture per second, are whip pans: their crash stop is meant. */
const WHIP = 130;
/** How much of the picture must follow the camera, and how much while it moves: what stands in the picture may move beside it. */
const LEAST_CONFIDENCE = 0.6;
const LEAST_WHILE_MOVING = 0.45;
/** Share of the frames in which that must be so for a clean bill. */
const LEAST_JUDGED = 0.5;
/** Mean luma change per frame below which the picture stands as a whole: a freeze or a drawing, which has no inertia. */
const LEAST_LIFE = 0.12;

const operator = {
  id: 'abrupt-stop',
  version: 2,
  title: 'Abrupt start or stop',
  rationales: ['cinematography.pacing.movement-rationality.natural-inertia'],
  quantity: 'camera speed gained or lost within two frames',
  unit: '% of picture size per second',
  source:
    'Speed of the global motion, pan, tilt and zoom each, where it is steady for 0.28 s on both sides, at rest on one of them, and changes from one to the other within two frames. Moves faster than 130 % of the picture per second are taken for whip pans, and a picture that stands altogether for a freeze or a drawing. Own method.',
} as const;

export const abruptStop: FaultOperator = {
  ...operator,
  measure(context, threshold) {
    const { signals, clip, range } = context;
    const { partial } = threshold;
    const runs = steadyRuns(signals, range).filter(
      (run) => run.to - run.from > 2 * LEAST_FRAMES && (run.to - run.from) / spanLengthOf(signals, run) >= LEAST_RATE,
    );
    if (runs.length === 0) {
      return { status: 'unmeasurable', reason: 'Too few frames (or too few a second) in one shot to see how the camera stops.' };
    }
    if (!isTold(signals, runs)) {
      return { status: 'unmeasurable', reason: 'What moves in the picture hides how the camera moves.' };
    }
    const speed = cameraSpeed(signals, clip);
    const { repeats } = stillnessOf(signals, runs);
    const changes = runs.flatMap((run) => changesIn(signals, run, speed, repeats));
    const events = changes
      .filter(({ value }) => value > partial)
      .map(({ value, kind, ...part }) => {
        const sentence = `The camera ${kind} dead: ${shownBeside(partial, value)} % of the picture size per second within two frames (limit ${partial} %).`;
        return measuredEvent(operator, { value, span: spanWithin(signals, part, range), sentence, threshold });
      });
    const worst = worstOf(events);
    if (worst) return { status: 'measured', summary: worst, events };
    const value = changes.reduce((most, change) => Math.max(most, change.value), 0);
    const sentence =
      value > 0
        ? `The camera starts and stops softly: at most ${shown(value)} % of the picture size per second within two frames (limit ${partial} %).`
        : 'The camera neither starts nor stops abruptly.';
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence, threshold }), events };
  },
  trace: ({ signals, clip, range }: OperatorContext) => frameTrace(signals, range, cameraPace(signals, clip)),
};

function isTold({ frames: { series } }: Signals, runs: readonly FrameRun[]): boolean {
  let told = 0;
  let all = 0;
  for (const run of runs.map(movedFrames)) {
    all += run.to - run.from;
    for (let frame = run.from; frame < run.to; frame++) if ((series.panConfidence[frame] ?? 0) >= LEAST_CONFIDENCE) told++;
  }
  return told >= LEAST_JUDGED * all;
}

interface Change extends FrameRun {
  readonly value: number;
  readonly kind: 'starts' | 'stops';
}

/** The clearest views of abrupt changes of pan, tilt or zoom within a shot, in time order. */
function changesIn(signals: Signals, run: FrameRun, { x, y, zoom }: CameraSpeed, repeats: Uint8Array): Change[] {
  const moved = movedFrames(run);
  const frames = Math.max(LEAST_FRAMES, Math.round((BESIDE * (run.to - run.from)) / spanLengthOf(signals, run)));
  const changes: Change[] = [];
  for (let middle = moved.from + frames; middle + FRAMES_BETWEEN + frames <= moved.to; middle++) {
    const before = { from: middle - frames, to: middle };
    const after = { from: middle + FRAMES_BETWEEN, to: middle + FRAMES_BETWEEN + frames };
    for (const axis of [x, y, zoom]) {
      const step = stepBetween(axis, before, after);
      if (!step) continue;
      const [moving, resting] = step.kind === 'stops' ? [before, after] : [after, before];
      if (!isLive(signals, moving, resting, repeats)) continue;
      const change = { from: middle - 1, to: middle + FRAMES_BETWEEN + 1, ...step };
      const last = changes.at(-1);
      // One change is seen from neighbouring frames and on several axes; the clearest view of it counts.
      if (!last || change.from > last.to + frames) changes.push(change);
      else if (change.value > last.value) changes.splice(-1, 1, change);
    }
  }
  return changes;
}

/** The change of speed on one axis between two steady stretches, one of them at rest; `null` where it is anything else. */
function stepBetween(axis: Float32Array, before: FrameRun, after: FrameRun): Pick<Change, 'value' | 'kind'> | null {
  const was = meanOver(axis, before);
  const is = meanOver(axis, after);
  const value = Math.abs(was - is);
  const fast = Math.max(Math.abs(was), Math.abs(is));
  if (Math.min(Math.abs(was), Math.abs(is)) > REST * fast || fast > WHIP) return null;
  if (!isSteady(axis, before, was, STEADY * value) || !isSteady(axis, after, is, STEADY * value)) return null;
  return { value, kind: Math.abs(was) > Math.abs(is) ? 'stops' : 'starts' };
}

/** Whether the camera can be told where it moves, and something still lives where it rests. */
function isLive({ frames: { series } }: Signals, moving: FrameRun, resting: FrameRun, repeats: Uint8Array): boolean {
  if (meanOver(series.panConfidence, moving) < LEAST_WHILE_MOVING) return false;
  if (meanOver(series.panConfidence, resting) < LEAST_CONFIDENCE || meanOver(series.change, resting) < LEAST_LIFE) return false;
  return !repeats.subarray(moving.from, moving.to).some((repeated) => repeated === 1);
}

/** Whether no two neighbouring frames differ from the mean speed by more than `allowed`; single ones may, where pixels are whole. */
function isSteady(axis: Float32Array, run: FrameRun, mean: number, allowed: number): boolean {
  for (let frame = run.from; frame + 1 < run.to; frame++) {
    if (Math.abs(((axis[frame] ?? 0) + (axis[frame + 1] ?? 0)) / 2 - mean) > allowed) return false;
  }
  return true;
}
