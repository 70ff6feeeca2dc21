import type { Signals } from '../../core/signals.ts';
import { formatTime } from '../../core/time.ts';
import { type FrameRun, runsWhere, shown, shownSeconds, spanLengthOf, spanWithin, steadyRuns, windowAround } from './frames.ts';
import { localPace, meanOver, movedFrames } from './movement.ts';
import { measuredEvent, type OperatorContext, type ProxyOperator } from './operator.ts';
import { frameTrace } from './overTime.ts';

/** Seconds over which speed is averaged, and over which its change makes an acceleration. */
const WINDOW = 0.16;
const LEAST_FRAMES = 8;
/** A hold: seconds, and the share of the shot's usual speed that it stays below. */
const HOLD = 0.6;
const HELD = 0.08;
/** Percent of the picture per second below which nothing in a shot acts. */
const LEAST_SPEED = 0.5;

const operator = {
  id: 'motion-energy',
  version: 1,
  title: 'Energy of movement',
  proxyFor: [
    'acting.action.action-tension.force-builds-and-releases',
    'acting.action.action-tension.organic-movement',
    'acting.action.action-tension.alive-between-actions',
  ],
  quantity: 'mean speed of what moves beside the camera',
  unit: '% of picture size per second',
  source:
    'Speed of textured blocks beside that of the camera, averaged over 0.16 s. Jerk is the change of acceleration, its root mean square divided by that of speed: high where movement is choppy, near 0 where it glides. Holds are 0.6 s or more below 8 % of the usual speed of the shot. Own method.',
} as const;

export const motionEnergy: ProxyOperator = {
  ...operator,
  measure(context) {
    const { signals, range } = context;
    const runs = runsOf(context);
    if (runs.length === 0) return { status: 'unmeasurable', reason: 'Too few frames in one shot to see how it moves.' };
    const pace = smoothed(signals, runs);
    const frames = runs.reduce((sum, { from, to }) => sum + to - from, 0);
    const value = runs.reduce((sum, run) => sum + meanOver(pace, run) * (run.to - run.from), 0) / frames;
    const events = runs.flatMap((run) => {
      const usual = meanOver(pace, run);
      if (usual < LEAST_SPEED) return [];
      return runsWhere(run, (frame) => (pace[frame] ?? 0) < HELD * usual)
        .filter((part) => spanLengthOf(signals, part) >= HOLD)
        .map((part) => {
          const length = spanLengthOf(signals, part);
          const sentence = `Everything holds still for ${shownSeconds(length)} in a shot that otherwise moves.`;
          return measuredEvent(operator, { value: meanOver(pace, part), span: spanWithin(signals, part, range), sentence });
        });
    });
    const peak = runs
      .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))
      .reduce((best, frame) => ((pace[frame] ?? 0) > (pace[best] ?? 0) ? frame : best));
    const jerk = jerkOf(signals, pace, runs);
    const sentence = `What moves beside the camera goes at ${shown(value)} % of the picture size a second on average and at ${shown(pace[peak] ?? 0)} % at its peak (${formatTime(signals.frames.times[peak] ?? 0)}); jerk ${shown(jerk, 2)} of its speed.`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence }), events };
  },
  trace: (context) => frameTrace(context.signals, context.range, smoothed(context.signals, runsOf(context))),
};

function runsOf({ signals, range }: OperatorContext): FrameRun[] {
  return steadyRuns(signals, range)
    .map(movedFrames)
    .filter(({ from, to }) => to - from >= LEAST_FRAMES);
}

function smoothed(signals: Signals, runs: readonly FrameRun[]): Float32Array {
  const pace = localPace(signals);
  const smooth = new Float32Array(pace.length);
  for (const run of runs) {
    for (let frame = run.from; frame < run.to; frame++) {
      smooth[frame] = meanOver(pace, windowAround(signals, run, frame, WINDOW, 3));
    }
  }
  return smooth;
}

/** Root mean square of the second difference of speed over that of speed. */
function jerkOf(signals: Signals, pace: Float32Array, runs: readonly FrameRun[]): number {
  let bends = 0;
  let squares = 0;
  for (const run of runs) {
    const step = Math.max(1, Math.round((WINDOW * (run.to - run.from)) / spanLengthOf(signals, run)));
    for (let frame = run.from + step; frame + step < run.to; frame++) {
      const here = pace[frame] ?? 0;
      bends += ((pace[frame - step] ?? 0) - 2 * here + (pace[frame + step] ?? 0)) ** 2;
      squares += here * here;
    }
  }
  return squares > 0 ? Math.sqrt(bends / squares) : 0;
}
