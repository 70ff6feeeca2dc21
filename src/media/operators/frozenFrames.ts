import type { Signals } from '../../core/signals.ts';
import { type FrameRun, quantile, runsWhere, shownSeconds, spanLengthOf, spanWithin, steadyRuns } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { faultsOverFrames } from './overTime.ts';
import { movementBeside, repeatedRuns, type Stillness, stillnessOf } from './stillness.ts';

const LEAST_FRAMES = 8;
/** Temporal information that the shot must have next to a freeze, and how many times that of the still picture. */
const LEAST_BESIDE = 0.3;
const TIMES_STILL = 3;
/** A shot that comes to rest slows down; one that freezes moves at a good share of its speed some frames away up to the freeze. */
const ABRUPT = 0.45;
const AWAY = 3;
/** Where no movement afterwards proves the freeze, as many frames before it must keep this share of the usual speed. */
const ABRUPT_AT_END = { share: 0.5, frames: 3 };
/** Seconds that a picture must stand at the end of a shot, where no movement afterwards proves that it was not meant. */
const LEAST_AT_END = 0.5;
/** Coders go on refining a still picture, but not for long: median temporal information as share of the usual, or its least. */
const STANDS = { share: 0.12, least: 0.15 };
/** Largest change by a key frame inside a freeze, as share of the usual one, and repeated frames on either side of it. */
const KEY_FRAME = 0.5;
const BESIDE_KEY_FRAME = 4;
/** Drawings are held for as long as they need: a freeze is this many times longer than any other still picture of its shot. */
const LONGER_THAN_OTHERS = 3;
const operator = {
  id: 'frozen-frames',
  version: 2,
  title: 'Frozen picture',
  rationales: ['aesthetics.visual-quality.temporal-consistency.no-frozen-picture'],
  quantity: 'length of the still picture',
  unit: 's',
  source:
    'Time during which every frame repeats the one before it (temporal information of ITU-T P.910 at most 35 % of the usual one around it and 0.95 levels, half of them at most 12 %) although the same shot moves right before and right after, at least three times as much as inside, or right before and then stands for 0.5 s up to its end; three times longer than any other still picture of the shot.',
} as const;

export const frozenFrames: FaultOperator = {
  ...operator,
  trace: (context) => faultsOverFrames(frozenFrames, context),
  measure({ signals, range }, threshold) {
    const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= LEAST_FRAMES);
    if (runs.length === 0) return { status: 'unmeasurable', reason: 'Too few frames in one shot to see a frozen picture.' };
    const { partial } = threshold;
    const stillness = stillnessOf(signals, runs);
    const freezes = runs.flatMap((run) => freezesIn(signals, run, stillness));
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

function freezesIn(
  signals: Signals,
  run: FrameRun,
  { repeats, stands, movement }: Stillness,
): (FrameRun & { readonly where: string })[] {
  const { temporalInformation } = signals.frames.series;
  const isKeyFrame = (frame: number) => (temporalInformation[frame] ?? 0) <= KEY_FRAME * (movement[frame] ?? 0);
  const parts = acrossKeyFrames(
    runsWhere(run, (frame) => stands[frame] === 1),
    isKeyFrame,
  );
  const others = repeatedRuns(repeats, run);
  return parts.flatMap((still) => {
    const median = quantile(temporalInformation, still, 0.5) ?? 0;
    const least = quantile(temporalInformation, still, 0) ?? 0;
    if (median > STANDS.share * (movement[still.from] ?? 0) && least > STANDS.least) return [];
    // The frame that is repeated stands as well.
    const freeze = { from: still.from - 1, to: still.to };
    const before = movesBeside(signals, run, { frame: still.from - 1, direction: -1, repeats: stands }, median);
    const after = movesBeside(signals, run, { frame: still.to, direction: 1, repeats: stands }, median);
    if (before !== true || after === false) return [];
    if (after === null && !isFreezeAtEnd(signals, run, freeze, movement[still.from] ?? 0)) return [];
    const length = still.to - still.from;
    const isRivalled = others.some(
      (other) => (other.to <= still.from || other.from >= still.to) && LONGER_THAN_OTHERS * (other.to - other.from) > length,
    );
    return isRivalled ? [] : [{ ...freeze, where: after ? 'it moves before and after' : 'it moves before' }];
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

/** Does the shot move next to a still picture, abruptly and clearly more than inside? `null` where it ends instead. */
function movesBeside(
  signals: Signals,
  run: FrameRun,
  place: Parameters<typeof movementBeside>[2],
  inside: number,
): boolean | null {
  const beside = movementBeside(signals, run, place);
  if (beside === null) return null;
  if (beside < Math.max(LEAST_BESIDE, TIMES_STILL * inside)) return false;
  const away = movementBeside(signals, run, { ...place, frame: place.frame + AWAY * place.direction }) ?? beside;
  return (signals.frames.series.temporalInformation[place.frame] ?? 0) >= ABRUPT * away;
}

function isFreezeAtEnd(signals: Signals, run: FrameRun, freeze: FrameRun, usual: number): boolean {
  if (spanLengthOf(signals, freeze) < LEAST_AT_END) return false;
  for (let distance = 0; distance < ABRUPT_AT_END.frames; distance++) {
    const frame = freeze.from - distance;
    if (frame <= run.from) break;
    if ((signals.frames.series.temporalInformation[frame] ?? 0) < ABRUPT_AT_END.share * usual) return false;
  }
  return true;
}
