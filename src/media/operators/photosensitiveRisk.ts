import type { Signals } from '../../core/signals.ts';
import { type FrameRun, framesIn, runsWhere, shown, spanWithin } from './frames.ts';
import { measuredEvent, type ProxyOperator, worstOf } from './operator.ts';
import { frameTrace } from './overTime.ts';

/** A flash: a rise and a fall of relative luminance by this much or more, of which the darker state lies below the other figure. */
const LEAST_CHANGE = 0.1;
const DARKER_STATE = 0.8;
/** Seconds in which no more than three flashes are allowed. */
const WINDOW = 1;
const ALLOWED = 3;

const operator = {
  id: 'photosensitive-risk',
  version: 1,
  title: 'Flashes that can harm',
  quantity: 'flashes within one second',
  unit: 'flashes',
  source:
    'General flashes of ITU-R BT.1702 and WCAG 2.3.1: pairs of opposing changes of relative luminance by 10 % or more with the darker state below 0.80, at most three in any second. Read from the median luma change over 144 picture cells, so only flashes of half the picture or more count (the rule begins at a quarter of it); red flashes are not looked for. No substitute for a certified test.',
  proxyFor: ['aesthetics.visual-quality.temporal-consistency.no-colour-flashes'],
} as const;

export const photosensitiveRisk: ProxyOperator = {
  ...operator,
  measure({ signals, range }) {
    const frames = framesIn(signals, range);
    if (frames.to - frames.from < 2) return { status: 'unmeasurable', reason: 'Two frames are needed to see a flash.' };
    const changes = changesIn(signals, frames);
    const counts = countsIn(signals, frames, changes);
    const events = runsWhere(frames, (frame) => (counts[frame] ?? 0) > ALLOWED).map((run) => {
      const value = counts.subarray(run.from, run.to).reduce((most, count) => Math.max(most, count), 0);
      const earliest = firstWithin(signals, frames.from, run.from);
      const first = changes.find((frame) => frame >= earliest) ?? run.from;
      const last = changes.findLast((frame) => frame < run.to) ?? run.to - 1;
      const span = spanWithin(signals, { from: first, to: last + 1 }, range);
      const sentence = `Half the picture or more flashes ${shown(value)} times within a second; more than three can harm people with photosensitive epilepsy.`;
      return measuredEvent(operator, { value, span, sentence });
    });
    const worst = worstOf(events);
    const value = counts.subarray(frames.from, frames.to).reduce((most, count) => Math.max(most, count), 0);
    const sentence =
      worst?.sentence ?? `At most ${shown(value)} flashes of half the picture or more fall into one second (three are allowed).`;
    const span = worst?.measurement.span ?? range;
    return { status: 'measured', summary: measuredEvent(operator, { value, span, sentence }), events };
  },
  trace({ signals, range }) {
    const frames = framesIn(signals, range);
    return frameTrace(signals, range, countsIn(signals, frames, changesIn(signals, frames)));
  },
};

/** Flashes within the second that ends with each frame; half a flash is one change without its return. */
function countsIn(signals: Signals, frames: FrameRun, changes: readonly number[]): Float32Array {
  const { times } = signals.frames;
  const counts = new Float32Array(times.length);
  for (let frame = frames.from; frame < frames.to; frame++) {
    const first = firstWithin(signals, frames.from, frame);
    counts[frame] = Math.floor(changes.filter((at) => at >= first && at <= frame).length / 2);
  }
  return counts;
}

function firstWithin({ frames: { times } }: Signals, from: number, frame: number): number {
  let first = frame;
  while (first > from && (times[first - 1] ?? 0) > (times[frame] ?? 0) - WINDOW + 1e-6) first--;
  return first;
}

/** Frames at which luminance has risen or fallen far enough from its last extreme, each in the other direction than the one before. */
function changesIn({ frames: { series } }: Signals, { from, to }: FrameRun): number[] {
  const changes: number[] = [];
  let level = series.lumaMean[from] ?? 0;
  let lowest = relativeLuminance(level);
  let highest = lowest;
  let direction = 0;
  for (let frame = from + 1; frame < to; frame++) {
    level = Math.max(0, Math.min(255, level + (series.lumaStep[frame] ?? 0)));
    const luminance = relativeLuminance(level);
    const rises = direction !== 1 && luminance - lowest >= LEAST_CHANGE && lowest < DARKER_STATE;
    const falls = direction !== -1 && highest - luminance >= LEAST_CHANGE && luminance < DARKER_STATE;
    if (rises || falls) {
      changes.push(frame);
      direction = rises ? 1 : -1;
      highest = luminance;
      lowest = luminance;
    } else {
      highest = Math.max(highest, luminance);
      lowest = Math.min(lowest, luminance);
    }
    // The mean holds the true level; the sum of medians drifts from it.
    level += 0.05 * ((series.lumaMean[frame] ?? level) - level);
  }
  return changes;
}

function relativeLuminance(luma: number): number {
  const value = luma / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
