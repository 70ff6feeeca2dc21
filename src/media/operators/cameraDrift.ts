import type { Clip } from '../../core/clip.ts';
import type { Signals } from '../../core/signals.ts';
import { type FrameRun, runsWhere, shown, shownSeconds, spanLengthOf, spanWithin, steadyRuns, windowAround } from './frames.ts';
import { cameraSpeed, meanOver, movedFrames } from './movement.ts';
import { measuredEvent, type OperatorContext, type ProxyOperator, worstOf } from './operator.ts';
import { frameTrace } from './overTime.ts';

/** Seconds over which the way of the frame is averaged, so that sway and shake cancel out. */
const WINDOW = 1.5;
/** Percent of the picture per second: slower is rest, faster is a move. */
const SLOWEST = 0.4;
const FASTEST = 4;
/** Seconds that a creep must last to be worth a look. */
const LASTING = 2;
const LEAST_FRAMES = 8;
/** How much of the picture must follow the camera. */
const LEAST_CONFIDENCE = 0.5;

const operator = {
  id: 'camera-drift',
  version: 1,
  title: 'Camera drift',
  proxyFor: ['cinematography.pacing.movement-rationality.no-aimless-drift'],
  quantity: 'speed of the slow creep of the frame',
  unit: '% of picture size per second',
  source:
    'Global translation averaged over 1.5 s, so that sway and shake cancel out, in percent of the longer picture side per second; a creep is 0.4 to 4 % per second for at least 2 s. Whether it leads anywhere, no number can say. Own method.',
} as const;

export const cameraDrift: ProxyOperator = {
  ...operator,
  measure(context) {
    const { signals, range } = context;
    const runs = runsOf(context);
    if (runs.length === 0) return { status: 'unmeasurable', reason: 'Every shot in this range is too short to see a drift.' };
    const { speed, x, y } = slowCourse(context, runs);
    const events = runs
      .flatMap((run) => runsWhere(run, (frame) => (speed[frame] ?? 0) >= SLOWEST && (speed[frame] ?? 0) <= FASTEST))
      .filter((part) => spanLengthOf(signals, part) >= LASTING)
      .map((part) => {
        const value = meanOver(speed, part);
        const way = directionOf(meanOver(x, part), meanOver(y, part));
        const sentence = `The frame creeps ${way} by ${shown(value)} % of the picture size a second for ${shownSeconds(spanLengthOf(signals, part))}.`;
        return measuredEvent(operator, { value, span: spanWithin(signals, part, range), sentence });
      });
    const worst = worstOf(events);
    const sentence = worst?.sentence ?? 'The frame rests or moves with decision: it never creeps for 2 s.';
    const value = worst?.measurement.value ?? 0;
    return {
      status: 'measured',
      summary: measuredEvent(operator, { value, span: worst?.measurement.span ?? range, sentence }),
      events,
    };
  },
  trace: (context) => frameTrace(context.signals, context.range, slowCourse(context, runsOf(context)).speed),
};

function runsOf({ signals, range }: OperatorContext): FrameRun[] {
  return steadyRuns(signals, range)
    .map(movedFrames)
    .filter((run) => run.to - run.from >= LEAST_FRAMES && spanLengthOf(signals, run) >= WINDOW);
}

/** Speed of the frame (not of the content) without what comes and goes within the window. */
function slowCourse(
  { signals, clip }: { readonly signals: Signals; readonly clip: Clip },
  runs: readonly FrameRun[],
): { readonly speed: Float32Array; readonly x: Float32Array; readonly y: Float32Array } {
  const fast = cameraSpeed(signals, clip);
  const x = new Float32Array(fast.x.length);
  const y = new Float32Array(fast.x.length);
  const speed = new Float32Array(fast.x.length);
  for (const run of runs) {
    for (let frame = run.from; frame < run.to; frame++) {
      const window = windowAround(signals, run, frame, WINDOW, LEAST_FRAMES);
      if (meanOver(signals.frames.series.panConfidence, window) < LEAST_CONFIDENCE) continue;
      x[frame] = -meanOver(fast.x, window);
      y[frame] = -meanOver(fast.y, window);
      speed[frame] = Math.hypot(x[frame] ?? 0, y[frame] ?? 0);
    }
  }
  return { speed, x, y };
}

function directionOf(x: number, y: number): string {
  const across = x > 0 ? 'to the right' : 'to the left';
  const down = y > 0 ? 'down' : 'up';
  if (Math.abs(x) > 2.4 * Math.abs(y)) return across;
  return Math.abs(y) > 2.4 * Math.abs(x) ? down : `${down} and ${across}`;
}
