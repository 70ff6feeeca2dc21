import type { MeasuredEvent, Threshold } from '../../core/measurement.ts';
import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import { cadenceOf } from './cadence.ts';
import { type FrameRun, quantile, shown, shownSeconds, spanLengthOf, spanWithin, steadyRuns } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { faultsOverFrames } from './overTime.ts';
import { LEAST_MOVEMENT, movementBeside, repeatedRuns, SHORTEST_FREEZE, type Stillness, stillnessOf } from './stillness.ts';

const LEAST_FRAMES = 10;
/** A repetition interrupts movement only when the frame next to it moves at this share of the usual speed. */
const ABRUPT = 0.4;
/** Repetitions this close, in seconds and in frames, are one stutter; those of so few frames apart at any rate. */
const TOGETHER = { seconds: 0.3, frames: 5, fewFrames: 3 };
/** Stutters are at most so many and cover at most this share of their shot: beyond it, repeating is how the material is made. */
const MOST_STUTTERS = 2;
const LARGEST_PART = 0.6;
/** Share of repeated frames outside of stutters, above which repeating is how the material is made. */
const SCATTERED = 0.04;

const operator = {
  id: 'duplicate-frames',
  version: 4,
  title: 'Repeated frames',
  rationales: ['aesthetics.visual-quality.temporal-consistency.no-duplicated-frames'],
  quantity: 'repeated frames in one place',
  unit: 'frames',
  source:
    'Frames whose temporal information (ITU-T P.910) is at most 20 % of the usual one of the frames around them and 0.95 levels (12 % and 1.6 levels), between frames that move; those at most 0.3 s and 5 frames, or 3 frames, apart count together. A steady rhythm of repeated frames throughout a shot (8 new ones in 24, 24 in 25, 30 or 60) is how the material was conformed and is reported, not counted; so are held drawings. From 0.25 s on it is a frozen picture.',
} as const;

interface Reading {
  readonly events: readonly MeasuredEvent[];
  readonly note: string | null;
  readonly held: boolean;
  readonly moves: boolean;
}

export const duplicateFrames: FaultOperator = {
  ...operator,
  trace: (context) => faultsOverFrames(duplicateFrames, context),
  measure({ signals, range }, threshold) {
    const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= LEAST_FRAMES);
    const still = stillnessOf(signals, runs);
    const readings = runs.map((run) => {
      const stillness = { ...still, repeats: withoutFreeze(signals, run, still.repeats) };
      return read({ signals, run, stillness }, range, threshold);
    });
    if (!readings.some(({ moves }) => moves)) {
      return { status: 'unmeasurable', reason: 'Too few moving frames in one shot to tell a repeated frame from a still one.' };
    }
    if (readings.every(({ held, moves }) => held || !moves)) {
      const reason =
        'Many frames repeat the one before without a rhythm, as held drawings do; a fault cannot be told from intent.';
      return { status: 'unmeasurable', reason };
    }
    const events = readings.flatMap((reading) => reading.events);
    const worst = worstOf(events);
    const note = readings.find((reading) => reading.note !== null)?.note;
    const clean = note ?? 'No frame repeats the one before it while the picture moves.';
    return {
      status: 'measured',
      summary: worst ?? measuredEvent(operator, { value: 0, span: range, sentence: clean, threshold }),
      events,
    };
  },
};

function read(
  { signals, run, stillness }: { readonly signals: Signals; readonly run: FrameRun; readonly stillness: Stillness },
  range: TimeSpan,
  threshold: Threshold,
): Reading {
  const moves = stillness.movement.subarray(run.from, run.to).some((value) => value >= LEAST_MOVEMENT);
  const cadence = cadenceOf(stillness.repeats, run);
  if (cadence.kind === 'steady') {
    const rate = (run.to - run.from) / spanLengthOf(signals, run);
    const note = `Frames repeat in a steady rhythm: about ${shown(rate / cadence.framesPerNew)} new pictures a second in a file of ${shown(rate)}, which is not counted as a fault.`;
    return { events: [], note, held: false, moves };
  }
  const stutters = stuttersIn(signals, run, stillness);
  if (cadence.kind === 'held' && !isPartOf(run, stutters, stillness.repeats)) {
    return { events: [], note: null, held: true, moves };
  }
  const events = stutters
    .filter((stutter) => interruptsMovement(signals, run, stutter, stillness))
    .map((stutter) =>
      measuredEvent(operator, {
        value: stutter.repeated,
        span: spanWithin(signals, stutter, range),
        sentence: sentenceFor(signals, stutter),
        threshold,
      }),
    );
  return { events, note: null, held: false, moves };
}

interface Stutter extends FrameRun {
  /** Frames in it that repeat the one before. */
  readonly repeated: number;
}

/**
 * A picture that stands still longer is a fault of another kind, and says nothing about the rhythm of the others; unless it stands
 * again and again, which is how held drawings do.
 */
function withoutFreeze(signals: Signals, run: FrameRun, repeats: Uint8Array): Uint8Array {
  const [freeze, another] = repeatedRuns(repeats, run).filter((part) => isFreeze(signals, part));
  return freeze && !another ? repeats.slice().fill(0, freeze.from, freeze.to) : repeats;
}

function isFreeze(signals: Signals, { from, to }: FrameRun): boolean {
  return spanLengthOf(signals, { from: from - 1, to }) > SHORTEST_FREEZE + 1e-3;
}

/** Places where frames repeat, from the first repeated frame to after the last; what stands longer is a freeze. */
function stuttersIn(signals: Signals, run: FrameRun, { repeats }: Stillness): Stutter[] {
  const { times } = signals.frames;
  const stutters: Stutter[] = [];
  for (const part of repeatedRuns(repeats, run)) {
    if (isFreeze(signals, part)) continue;
    const last = stutters.at(-1);
    const apart = last ? (times[part.from] ?? 0) - (times[last.to] ?? 0) : Number.POSITIVE_INFINITY;
    const frames = last ? part.from - last.to : Number.POSITIVE_INFINITY;
    const isTogether = frames <= TOGETHER.fewFrames || (frames <= TOGETHER.frames && apart <= TOGETHER.seconds);
    const repeated = part.to - part.from;
    if (last && isTogether) {
      stutters.splice(-1, 1, { from: last.from, to: part.to, repeated: last.repeated + repeated });
    } else stutters.push({ ...part, repeated });
  }
  return stutters;
}

/** Do frames repeat in one part of the shot only, and hardly anywhere else? */
function isPartOf(run: FrameRun, stutters: readonly Stutter[], repeats: Uint8Array): boolean {
  const dense = stutters.filter(({ repeated }) => repeated >= 3);
  const covered = dense.reduce((sum, { from, to }) => sum + to - from, 0);
  const length = run.to - run.from;
  const elsewhere = repeatedRuns(repeats, run).filter(
    ({ from }) => !dense.some((stutter) => from >= stutter.from && from < stutter.to),
  );
  const scattered = elsewhere.reduce((sum, { from, to }) => sum + to - from, 0);
  const isPart = dense.length > 0 && dense.length <= MOST_STUTTERS && covered <= LARGEST_PART * length;
  return isPart && scattered <= SCATTERED * (length - covered);
}

function interruptsMovement(signals: Signals, run: FrameRun, stutter: Stutter, { repeats, movement }: Stillness): boolean {
  const { temporalInformation } = signals.frames.series;
  const between = temporalInformation.slice(stutter.from, stutter.to).filter((_, i) => repeats[stutter.from + i] !== 1);
  // What moves between the repeated frames tells more than what comes before and after.
  if (between.length > 1) return (quantile(between, { from: 0, to: between.length }, 0.5) ?? 0) >= LEAST_MOVEMENT;
  return ([-1, 1] as const).every((direction) => {
    const frame = direction < 0 ? stutter.from - 1 : stutter.to;
    const beside = movementBeside(signals, run, { frame, direction, repeats });
    if (beside === null || beside < LEAST_MOVEMENT) return false;
    return (temporalInformation[frame] ?? 0) >= ABRUPT * Math.min(beside, movement[stutter.from] ?? 0);
  });
}

function sentenceFor(signals: Signals, stutter: Stutter): string {
  const { from, to, repeated } = stutter;
  if (repeated === 1)
    return 'One frame repeats the one before it in the middle of movement: the picture hitches (none is accepted).';
  if (repeated === to - from) {
    return `${repeated} frames in a row repeat the one before them in the middle of movement: the picture hitches (none is accepted).`;
  }
  const length = shownSeconds(spanLengthOf(signals, stutter));
  return `The picture stutters for ${length}: ${repeated} of ${to - from} frames repeat the one before (none is accepted).`;
}
