import type { Clip } from '../../core/clip.ts';
import type { Signals } from '../../core/signals.ts';
import { type FrameRun, shown, shownBeside, spanLengthOf, spanWithin, steadyRuns } from './frames.ts';
import { cameraPace, cameraSpeed, meanOver, movedFrames } from './movement.ts';
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
/** How much of the picture must follow the camera. */
const LEAST_CONFIDENCE = 0.6;
/** Mean luma change per frame below which the picture stands as a whole: a freeze or a drawing, which has no inertia. */
const LEAST_LIFE = 0.12;

const operator = {
  id: 'abrupt-stop',
  version: 1,
  title: 'Abrupt start or stop',
  rationales: ['cinematography.pacing.movement-rationality.natural-inertia'],
  quantity: 'camera speed gained or lost within two frames',
  unit: '% of picture size per second',
  source:
    'Speed of the global motion (pan, tilt and zoom), where it is steady for 0.28 s on both sides, at rest on one of them, and changes from one to the other within two frames. Moves faster than 130 % of the picture per second are taken for whip pans, and a picture that stands altogether for a freeze or a drawing. Own method.',
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
    const changes = runs.flatMap((run) => changesIn(signals, clip, run));
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

interface Change extends FrameRun {
  readonly value: number;
  readonly kind: 'starts' | 'stops';
}

function changesIn(signals: Signals, clip: Clip, run: FrameRun): Change[] {
  const { series } = signals.frames;
  const moved = movedFrames(run);
  const { x, y, zoom } = cameraSpeed(signals, clip);
  const { repeats } = stillnessOf(signals, run);
  const axes = [x, y, zoom];
  const frames = Math.max(LEAST_FRAMES, Math.round((BESIDE * (run.to - run.from)) / spanLengthOf(signals, run)));
  const changes: Change[] = [];
  for (let middle = moved.from + frames; middle + FRAMES_BETWEEN + frames <= moved.to; middle++) {
    const before = { from: middle - frames, to: middle };
    const after = { from: middle + FRAMES_BETWEEN, to: middle + FRAMES_BETWEEN + frames };
    const was = axes.map((axis) => meanOver(axis, before));
    const is = axes.map((axis) => meanOver(axis, after));
    const value = Math.hypot(...was.map((speed, axis) => speed - (is[axis] ?? 0)));
    const [slow, fast] = [Math.hypot(...was), Math.hypot(...is)].sort((a, b) => a - b) as [number, number];
    if (slow > REST * fast || fast > WHIP) continue;
    if (!isSteady(axes, before, was, STEADY * value) || !isSteady(axes, after, is, STEADY * value)) continue;
    const kind = Math.hypot(...was) > Math.hypot(...is) ? 'stops' : 'starts';
    const [moving, resting] = kind === 'stops' ? [before, after] : [after, before];
    if (meanOver(series.panConfidence, moving) < LEAST_CONFIDENCE) continue;
    if (meanOver(series.change, resting) < LEAST_LIFE) continue;
    if (repeats.subarray(moving.from, moving.to).some((repeated) => repeated === 1)) continue;
    const last = changes.at(-1);
    const change = { from: middle - 1, to: middle + FRAMES_BETWEEN + 1, value, kind } as const;
    // One change is seen from neighbouring frames; the clearest view of it counts.
    if (!last || change.from > last.to + frames) changes.push(change);
    else if (value > last.value) changes.splice(-1, 1, change);
  }
  return changes;
}

/** Whether no frame of the run differs from the mean speed by more than `allowed`. */
function isSteady(axes: readonly Float32Array[], run: FrameRun, mean: readonly number[], allowed: number): boolean {
  for (let frame = run.from; frame < run.to; frame++) {
    if (Math.hypot(...axes.map((axis, i) => (axis[frame] ?? 0) - (mean[i] ?? 0))) > allowed) return false;
  }
  return true;
}
