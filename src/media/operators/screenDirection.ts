import type { Signals } from '../../core/signals.ts';
import { type FrameRun, spanOf, steadyRuns } from './frames.ts';
import { perSecond } from './movement.ts';
import { measuredEvent, type OperatorContext, type ProxyOperator } from './operator.ts';
import { frameTrace } from './overTime.ts';

/** Seconds before and after a cut that tell where things go. */
const BESIDE = 0.8;
const LEAST_FRAMES = 5;
/** Percent of the picture per second from which something goes somewhere, and the share of its way that must point there. */
const LEAST_SPEED = 4;
const LEAST_DECISION = 0.6;
/** Shares of the picture width that count as left and right. */
const LEFT = 0.42;
const RIGHT = 0.58;

const operator = {
  id: 'screen-direction',
  version: 1,
  title: 'Screen direction over cuts',
  proxyFor: [
    'multi-shot.logic.spatial-continuity.positions-kept',
    'multi-shot.logic.spatial-continuity.axis-respected',
    'multi-shot.logic.spatial-continuity.direction-kept',
  ],
  quantity: 'cuts over which the main movement turns round',
  unit: 'cuts',
  source:
    'Horizontal speed, beside the camera, of the blocks that move most, over 0.8 s before and after each cut; it goes somewhere from 4 % of the picture per second on, where at least 60 % of its way points to one side. Own method; it does not know who moves.',
} as const;

interface Course {
  readonly direction: 'left' | 'right' | null;
  readonly place: 'left' | 'middle' | 'right';
}

export const screenDirection: ProxyOperator = {
  ...operator,
  measure(context) {
    const { signals, range } = context;
    const cuts = signals.boundaries.filter(({ start, end }) => start > range.start && end < range.end);
    if (cuts.length === 0) return { status: 'not-applicable', reason: 'There is no cut over which a direction could be kept.' };
    const runs = steadyRuns(signals, range);
    const speed = perSecond(signals, signals.frames.series.moverX, 100);
    const seen = cuts.flatMap((cut) => {
      const before = runs.findLast((run) => spanOf(signals, run).end <= cut.start + 1e-3);
      const after = runs.find((run) => spanOf(signals, run).start >= cut.end - 1e-3);
      if (!before || !after) return [];
      const was = courseOf(signals, speed, lastOf(signals, before));
      const is = courseOf(signals, speed, firstOf(signals, after));
      return was?.direction && is?.direction ? [{ cut, was, is }] : [];
    });
    if (seen.length === 0) {
      return { status: 'unmeasurable', reason: 'Beside no cut does the movement clearly go to one side.' };
    }
    const events = seen
      .filter(({ was, is }) => was.direction !== is.direction)
      .map(({ cut, was, is }) => {
        const sentence = `Movement goes to the ${was.direction} before this cut and to the ${is.direction} after it; what moves is ${placeWords(was.place)} before and ${placeWords(is.place)} after.`;
        return measuredEvent(operator, { value: 1, span: { start: cut.start, end: Math.max(cut.end, cut.start) }, sentence });
      });
    const times = `${events.length} of ${seen.length} ${seen.length === 1 ? 'cut' : 'cuts'}`;
    const sentence = `The main movement turns round over ${times} at which it goes clearly to one side.`;
    return { status: 'measured', summary: measuredEvent(operator, { value: events.length, span: range, sentence }), events };
  },
  trace({ signals, range }: OperatorContext) {
    return frameTrace(signals, range, perSecond(signals, signals.frames.series.moverX, 100));
  },
};

function courseOf(signals: Signals, speed: Float32Array, { from, to }: FrameRun): Course | null {
  if (to - from < LEAST_FRAMES) return null;
  const { moverAt } = signals.frames.series;
  let way = 0;
  let length = 0;
  let at = 0;
  for (let frame = from; frame < to; frame++) {
    const step = speed[frame] ?? 0;
    way += step;
    length += Math.abs(step);
    at += Math.abs(step) * (moverAt[frame] ?? 0.5);
  }
  const decided = Math.abs(way) >= LEAST_SPEED * (to - from) && Math.abs(way) >= LEAST_DECISION * length;
  const middle = length > 0 ? at / length : 0.5;
  return {
    direction: decided ? (way > 0 ? 'right' : 'left') : null,
    place: middle < LEFT ? 'left' : middle > RIGHT ? 'right' : 'middle',
  };
}

function lastOf({ frames: { times } }: Signals, { from, to }: FrameRun): FrameRun {
  let start = to;
  while (start > from + 1 && (times[to - 1] ?? 0) - (times[start - 1] ?? 0) < BESIDE) start--;
  return { from: start, to };
}

function firstOf({ frames: { times } }: Signals, { from, to }: FrameRun): FrameRun {
  const start = Math.min(from + 1, to);
  let end = start;
  while (end < to && (times[end] ?? 0) - (times[start] ?? 0) < BESIDE) end++;
  return { from: start, to: end };
}

function placeWords(place: Course['place']): string {
  return place === 'middle' ? 'in the middle' : `on the ${place}`;
}
