import type { Signals } from '../../core/signals.ts';
import { type FrameRun, framesIn, runsWhere, shownSeconds, spanLengthOf, spanWithin } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { faultsOverFrames } from './overTime.ts';

/** A frame is black when 99 % of it lies at or below this luma and hardly varies. */
const BLACK_LUMA = 24;
const BLACK_SPREAD = 6;
/** A picture next to black stands at this share of the brightness it has a little further away, or it fades. */
const STANDING = 0.75;
/** Seconds further away. */
const AWAY = 0.4;
/** Seconds: cutting to black for longer between two scenes is a way of telling. */
const LONGEST_BETWEEN_SCENES = 0.2;
/** Black several times within a second is a strobe. */
const STROBE_GAP = 0.6;

const operator = {
  id: 'black-frames',
  version: 1,
  title: 'Black frames',
  rationales: ['aesthetics.visual-quality.temporal-consistency.no-black-frames'],
  quantity: 'length of the black gap',
  unit: 's',
  source:
    'Time between a picture that stands and the next one during which 99 % of the picture has luma ≤ 24. Fades into or out of black, black longer than 0.2 s between two scenes, black at either end of the clip, and strobes do not count.',
} as const;

export const blackFrames: FaultOperator = {
  ...operator,
  trace: (context) => faultsOverFrames(blackFrames, context),
  measure({ signals, range }, threshold) {
    const frames = framesIn(signals, range);
    if (frames.to - frames.from < 3) return { status: 'unmeasurable', reason: 'Too few frames to see a gap between pictures.' };
    const { lumaHigh, lumaSpread } = signals.frames.series;
    const all = { from: 0, to: signals.frames.times.length };
    const black = runsWhere(all, (frame) => (lumaHigh[frame] ?? 0) <= BLACK_LUMA && (lumaSpread[frame] ?? 0) <= BLACK_SPREAD);
    const gaps = black.filter((gap) => gap.to > frames.from && gap.from < frames.to && isFault(signals, gap, black));
    const events = gaps.map((gap) => {
      const value = spanLengthOf(signals, gap);
      const sentence = `The picture drops to black for ${shownSeconds(value)} without a fade (none is accepted).`;
      return measuredEvent(operator, { value, span: spanWithin(signals, gap, range), sentence, threshold });
    });
    const worst = worstOf(events);
    const clean = 'The picture never drops to black without a fade.';
    return {
      status: 'measured',
      summary: worst ?? measuredEvent(operator, { value: 0, span: range, sentence: clean, threshold }),
      events,
    };
  },
};

function isFault(signals: Signals, gap: FrameRun, black: readonly FrameRun[]): boolean {
  const { times } = signals.frames;
  if (gap.from === 0 || gap.to >= times.length) return false;
  if (!stands(signals, gap.from - 1, -1) || !stands(signals, gap.to, 1)) return false;
  const start = times[gap.from] ?? 0;
  const end = times[gap.to] ?? 0;
  const isClose = (other: FrameRun) => {
    const distance = other.from > gap.from ? (times[other.from] ?? 0) - end : start - (times[other.to] ?? 0);
    return other !== gap && distance < STROBE_GAP;
  };
  if (black.filter(isClose).length >= 2) return false;
  const changesScene = signals.boundaries.some((boundary) => boundary.start <= end + 1e-6 && boundary.end >= start - 1e-6);
  return !changesScene || end - start <= LONGEST_BETWEEN_SCENES;
}

/** Is the picture at `frame`, next to black, as bright as a little further away from it? In a fade it is much darker. */
function stands(signals: Signals, frame: number, direction: 1 | -1): boolean {
  const { times, series } = signals.frames;
  const start = times[frame] ?? 0;
  let brightest = 0;
  for (let i = frame; i >= 0 && i < times.length && Math.abs((times[i] ?? 0) - start) <= AWAY; i += direction) {
    brightest = Math.max(brightest, series.lumaMean[i] ?? 0);
  }
  return (series.lumaMean[frame] ?? 0) >= STANDING * brightest;
}
