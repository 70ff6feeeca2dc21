import type { Signals } from '../../core/signals.ts';
import { type FrameRun, shown, spanOf, spanWithin, steadyRuns } from './frames.ts';
import { cameraPace, localPace, movedFrames } from './movement.ts';
import { measuredEvent, type OperatorContext, type ProxyOperator, worstOf } from './operator.ts';
import { frameTrace } from './overTime.ts';
import { medianOf } from './statistics.ts';

/** Seconds of even tempo on either side of a ramp, and seconds that the ramp itself may take. */
const BESIDE = 0.7;
const RAMP = 0.6;
/** How far the tempo may spread on either side, as ratio of its quartiles. */
const EVEN = 1.5;
/** Factor from which a change of tempo is worth a look. */
const NOTABLE = 2;
/** Views of one change whose factors are this alike are equally good. */
const ALIKE = 0.97;
/** Percent of the picture per second below which there is no tempo. */
const LEAST_SPEED = 1.5;

const operator = {
  id: 'speed-ramps',
  version: 1,
  title: 'Speed ramps',
  proxyFor: ['acting.action.action-tension.organic-movement'],
  quantity: 'largest change of tempo within a shot',
  unit: '×',
  source:
    'Ratio of the median speed of all movement, camera and picture, over 0.7 s before and after a ramp of up to 0.6 s, where the speed is even on both sides (quartiles within a factor of 1.5). Own method; a change of action looks the same as a change of playback speed.',
} as const;

interface Ramp extends FrameRun {
  readonly factor: number;
  readonly kind: 'faster' | 'slower';
}

export const speedRamps: ProxyOperator = {
  ...operator,
  measure(context) {
    const { signals, range } = context;
    const runs = steadyRuns(signals, range).map(movedFrames);
    const long = runs.filter((run) => {
      const { start, end } = spanOf(signals, run);
      return end - start >= 2 * BESIDE + RAMP;
    });
    if (long.length === 0) {
      return { status: 'unmeasurable', reason: 'Every shot in this range is too short to see its tempo change.' };
    }
    const pace = paceOf(context);
    const ramps = long.flatMap((run) => rampsIn(signals, pace, run));
    const events = ramps
      .filter(({ factor }) => factor >= NOTABLE)
      .map(({ factor, kind, ...part }) => {
        const sentence = `All movement becomes ${kind} by a factor of ${shown(factor)} within ${RAMP} s.`;
        return measuredEvent(operator, { value: factor, span: spanWithin(signals, part, range), sentence });
      });
    const worst = worstOf(events);
    const value = ramps.reduce((most, { factor }) => Math.max(most, factor), 1);
    const sentence = worst?.sentence ?? `The tempo holds within each shot: it changes by a factor of at most ${shown(value)}.`;
    const span = worst?.measurement.span ?? range;
    return { status: 'measured', summary: measuredEvent(operator, { value, span, sentence }), events };
  },
  trace: (context) => {
    const pace = paceOf(context);
    const factors = new Float32Array(pace.length).fill(Number.NaN);
    for (const run of steadyRuns(context.signals, context.range).map(movedFrames)) {
      for (const { from, to, factor } of viewsIn(context.signals, pace, run)) factors[(from + to) >> 1] = factor;
    }
    return frameTrace(context.signals, context.range, factors);
  },
};

function paceOf({ signals, clip }: OperatorContext): Float32Array {
  const local = localPace(signals);
  return cameraPace(signals, clip).map((speed, frame) => speed + (local[frame] ?? 0));
}

/** Every clear change of tempo, seen once: from the middle of the places from which it looks largest. */
function rampsIn(signals: Signals, pace: Float32Array, run: FrameRun): Ramp[] {
  const groups: Ramp[][] = [];
  let seenUntil = Number.NEGATIVE_INFINITY;
  for (const view of viewsIn(signals, pace, run)) {
    if (view.start >= seenUntil) groups.push([]);
    seenUntil = Math.max(seenUntil, view.to);
    groups.at(-1)?.push(view);
  }
  return groups.flatMap((ramps) => {
    const most = Math.max(...ramps.map(({ factor }) => factor));
    const best = ramps.filter(({ factor }) => factor >= ALIKE * most);
    return best.slice(best.length >> 1, (best.length >> 1) + 1);
  });
}

/** A possible ramp, seen from the frame `start`, where the even tempo before it begins. */
interface View extends Ramp {
  readonly start: number;
}

/** The change of tempo around every frame that has an even tempo on either side. */
function viewsIn(signals: Signals, pace: Float32Array, run: FrameRun): View[] {
  const { times } = signals.frames;
  const views: View[] = [];
  let ramp = run.from;
  let after = run.from;
  let end = run.from;
  for (let start = run.from; start < run.to; start++) {
    const at = times[start] ?? 0;
    while (ramp < run.to && (times[ramp] ?? 0) < at + BESIDE) ramp++;
    while (after < run.to && (times[after] ?? 0) < at + BESIDE + RAMP) after++;
    while (end < run.to && (times[end] ?? 0) < at + 2 * BESIDE + RAMP) end++;
    if (end >= run.to) break;
    const was = evenTempo(pace, { from: start, to: ramp });
    const is = evenTempo(pace, { from: after, to: end });
    if (was === null || is === null) continue;
    views.push({ start, from: ramp, to: after, factor: Math.max(is / was, was / is), kind: is > was ? 'faster' : 'slower' });
  }
  return views;
}

function evenTempo(pace: Float32Array, { from, to }: FrameRun): number | null {
  const sorted = pace.slice(from, to).sort();
  const low = sorted[sorted.length >> 2] ?? 0;
  const high = sorted[(3 * sorted.length) >> 2] ?? 0;
  return low >= LEAST_SPEED && high <= EVEN * low ? medianOf(sorted) : null;
}
