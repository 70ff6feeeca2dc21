import type { Signals } from '../../core/signals.ts';
import { type FrameRun, firstFrom, framesIn, runsWhere, shown, spanWithin } from './frames.ts';
import { measuredEvent, type ProxyOperator, worstOf } from './operator.ts';
import { frameTrace } from './overTime.ts';
import { redChangesIn } from './redFlashes.ts';
import { linearLight } from './relativeLuminance.ts';

/** A flash: a rise and a fall of relative luminance by this much or more, of which the darker state lies below the other figure. */
const LEAST_CHANGE = 0.1;
const DARKER_STATE = 0.8;
/** Seconds in which no more than three flashes are allowed. */
const WINDOW = 1;
const ALLOWED = 3;
/** By how much of what a quarter of the picture rises another may fall: more is movement. */
const OPPOSITE = 0.25;

const operator = {
  id: 'photosensitive-risk',
  version: 3,
  title: 'Flashes that can harm',
  quantity: 'flashes within one second',
  unit: 'flashes',
  source:
    'General flashes of ITU-R BT.1702 and WCAG 2.3.1: pairs of opposing changes of relative luminance by 10 % or more with the darker state below 0.80, of a quarter of the picture or more (upper and lower quartile of the luma change over 144 picture cells, where the opposite one is at most a quarter as large: otherwise it is movement, and only the median counts); and red flashes: pairs of changes to and from saturated red (R at least 0.8 of linear R + G + B, at least 0.2 apart in CIE 1976 u′v′). At most three of either kind in any second. Luminance is that of the mean picture, and of red only flashes of half the picture or more are seen (the rule begins at a quarter); viewing distance and regular patterns of stripes are not looked at. No substitute for a certified test.',
  proxyFor: ['aesthetics.visual-quality.temporal-consistency.no-colour-flashes'],
} as const;

/** What flashes, in the words of the sentence, and the frames of its changes, two to a flash. */
interface FlashKind {
  readonly what: string;
  readonly changes: readonly number[];
}

export const photosensitiveRisk: ProxyOperator = {
  ...operator,
  measure({ signals, range }) {
    const frames = framesIn(signals, range);
    if (frames.to - frames.from < 2) return { status: 'unmeasurable', reason: 'Two frames are needed to see a flash.' };
    const kinds = kindsIn(signals, frames).map((kind) => ({ ...kind, counts: countsIn(signals, frames, kind.changes) }));
    const events = kinds
      .flatMap(({ what, changes, counts }) =>
        runsWhere(frames, (frame) => (counts[frame] ?? 0) > ALLOWED).map((run) => {
          const value = mostIn(counts, run);
          const earliest = firstWithin(signals, frames.from, run.from);
          const first = changes.find((frame) => frame >= earliest) ?? run.from;
          const last = changes.findLast((frame) => frame < run.to) ?? run.to - 1;
          const span = spanWithin(signals, { from: first, to: last + 1 }, range);
          const sentence = `${what} flashes ${shown(value)} times within a second; more than three can harm people with photosensitive epilepsy.`;
          return measuredEvent(operator, { value, span, sentence });
        }),
      )
      .sort((a, b) => a.measurement.span.start - b.measurement.span.start);
    const worst = worstOf(events);
    const value = Math.max(...kinds.map(({ counts }) => mostIn(counts, frames)));
    const sentence =
      worst?.sentence ??
      (value > 0
        ? `At most ${shown(value)} flashes of a large part of the picture fall into one second (three are allowed).`
        : 'No large part of the picture flashes.');
    const span = worst?.measurement.span ?? range;
    return { status: 'measured', summary: measuredEvent(operator, { value, span, sentence }), events };
  },
  trace({ signals, range }) {
    const frames = framesIn(signals, range);
    const counts = kindsIn(signals, frames).map(({ changes }) => countsIn(signals, frames, changes));
    const most = Float32Array.from({ length: signals.frames.times.length }, (_, frame) =>
      Math.max(...counts.map((one) => one[frame] ?? 0)),
    );
    return frameTrace(signals, range, most);
  },
};

function kindsIn(signals: Signals, frames: FrameRun): FlashKind[] {
  return [
    { what: 'A quarter of the picture or more', changes: changesIn(signals, frames) },
    { what: 'Half the picture or more turns to saturated red: it', changes: redChangesIn(signals, frames) },
  ];
}

function mostIn(counts: Float32Array, { from, to }: FrameRun): number {
  return counts.subarray(from, to).reduce((most, count) => Math.max(most, count), 0);
}

/**
 * Flashes within the second that ends with each frame; half a flash is one change without its return.
 *
 * @param changes frames in ascending order.
 */
function countsIn(signals: Signals, frames: FrameRun, changes: readonly number[]): Float32Array {
  const { times } = signals.frames;
  const counts = new Float32Array(times.length);
  for (let frame = frames.from; frame < frames.to; frame++) {
    const first = firstWithin(signals, frames.from, frame);
    counts[frame] = Math.floor((firstFrom(changes, frame + 1) - firstFrom(changes, first)) / 2);
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
  let lowest = linearLight(level);
  let highest = lowest;
  let direction = 0;
  for (let frame = from + 1; frame < to; frame++) {
    level = Math.max(0, Math.min(255, level + commonStep(series, frame)));
    const luminance = linearLight(level);
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

/** The luma change that a quarter of the picture shares while hardly any of it changes the other way; else the median one. */
function commonStep(series: Signals['frames']['series'], frame: number): number {
  const median = series.lumaStep[frame] ?? 0;
  const rise = series.lumaRise[frame] ?? 0;
  const fall = series.lumaFall[frame] ?? 0;
  if (rise > 0 && -fall <= OPPOSITE * rise) return rise;
  if (fall < 0 && rise <= -OPPOSITE * fall) return fall;
  return median;
}
