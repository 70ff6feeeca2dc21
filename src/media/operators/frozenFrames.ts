import type { Signals } from '../../core/signals.ts';
import { type FrameRun, quantile, runsWhere, shownSeconds, spanLengthOf, spanWithin, steadyRuns } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { LEAST_MOVEMENT, stillnessOf } from './stillness.ts';

const LEAST_FRAMES = 8;
/** Seconds next to the still picture in which the shot must move. */
const NEXT_TO = 0.4;
/**
 * A shot that comes to rest slows down; one that freezes moves at a good share of its usual speed right next to the freeze.
 * Where no movement afterwards proves the freeze, several frames must.
 */
const ABRUPT = { share: 0.3, frames: 1 };
const ABRUPT_AT_END = { share: 0.5, frames: 3 };
/** Median change inside, as share of the usual one: coders go on refining a still picture, but not for long. */
const STANDS = 0.1;
/** Seconds that a picture must stand at the end of a shot, where no movement afterwards proves that it was not meant. */
const LEAST_AT_END = 0.5;
/** Largest change by a key frame inside a freeze, as share of the usual one, and repeated frames on either side of it. */
const KEY_FRAME = 0.5;
const BESIDE_KEY_FRAME = 4;
const operator = {
  id: 'frozen-frames',
  version: 1,
  title: 'Frozen picture',
  rationales: ['aesthetics.visual-quality.temporal-consistency.no-frozen-picture'],
  quantity: 'length of the still picture',
  unit: 's',
  source:
    'Time during which every frame repeats the one before it (change at most 18 % of the usual change around it, half of them at most 10 %) although the same shot moves right before and right after, or right before and then stands for 0.5 s up to its end.',
} as const;

export const frozenFrames: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= LEAST_FRAMES);
    if (runs.length === 0) return { status: 'unmeasurable', reason: 'Too few frames in one shot to see a frozen picture.' };
    const { partial } = threshold;
    const freezes = runs.flatMap((run) => freezesIn(signals, run));
    const measured = freezes.map((freeze) => {
      const value = spanLengthOf(signals, freeze);
      const length = shownSeconds(value);
      const sentence = `The picture stands still for ${length} although ${freeze.where} (limit ${partial} s).`;
      return measuredEvent(operator, { value, span: spanWithin(signals, freeze, range), sentence, threshold });
    });
    const events = measured.filter(({ measurement }) => measurement.value > partial);
    const worst = worstOf(events);
    return {
      status: 'measured',
      summary:
        worst ??
        measuredEvent(operator, {
          value: 0,
          span: range,
          sentence: 'The picture never stands still in the middle of movement.',
          threshold,
        }),
      events,
    };
  },
};

function freezesIn(signals: Signals, run: FrameRun): (FrameRun & { where: string })[] {
  const { repeats, movement } = stillnessOf(signals, run);
  const { change } = signals.frames.series;
  const parts = runsWhere(run, (frame) => repeats[frame] === 1);
  const isKeyFrame = (frame: number) => (change[frame] ?? 0) <= KEY_FRAME * (movement[frame] ?? 0);
  return acrossKeyFrames(parts, isKeyFrame).flatMap((still) => {
    // The frame that is repeated stands as well.
    const freeze = { from: still.from - 1, to: still.to };
    const usual = movement[still.from] ?? 0;
    if ((quantile(change, still, 0.5) ?? 0) > STANDS * usual) return [];
    const after = movesNextTo(signals, run, still.to, 1, movement[still.to - 1] ?? 0, ABRUPT);
    const before = movesNextTo(signals, run, still.from - 1, -1, usual, after === null ? ABRUPT_AT_END : ABRUPT);
    if (before !== true) return [];
    if (after === false || (after === null && spanLengthOf(signals, freeze) < LEAST_AT_END)) return [];
    return [{ ...freeze, where: after ? 'it moves before and after' : 'it moves before' }];
  });
}

/** A key frame codes a still picture anew and so interrupts the stillness for one frame. */
function acrossKeyFrames(parts: readonly FrameRun[], isKeyFrame: (frame: number) => boolean): FrameRun[] {
  const whole: FrameRun[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    const isLong = ({ from, to }: FrameRun) => to - from >= BESIDE_KEY_FRAME;
    if (last && part.from === last.to + 1 && isKeyFrame(last.to) && isLong(last) && isLong(part)) {
      whole.splice(-1, 1, { from: last.from, to: part.to });
    } else whole.push(part);
  }
  return whole;
}

/** Does the shot move next to a freeze, abruptly? `null` where the shot (or the range) ends instead. */
function movesNextTo(
  signals: Signals,
  run: FrameRun,
  frame: number,
  direction: 1 | -1,
  usual: number,
  abrupt: { readonly share: number; readonly frames: number },
): boolean | null {
  const { times, series } = signals.frames;
  const start = times[frame];
  if (frame <= run.from || frame >= run.to || start === undefined) return null;
  let end = frame;
  while (end > run.from && end < run.to && Math.abs((times[end] ?? 0) - start) <= NEXT_TO) end += direction;
  const beside = direction > 0 ? { from: frame, to: end } : { from: end + 1, to: frame + 1 };
  if ((quantile(series.change, beside, 0.5) ?? 0) < LEAST_MOVEMENT) return false;
  for (let i = 0; i < abrupt.frames && frame + i * direction > run.from && frame + i * direction < run.to; i++) {
    if ((series.change[frame + i * direction] ?? 0) < abrupt.share * usual) return false;
  }
  return true;
}
