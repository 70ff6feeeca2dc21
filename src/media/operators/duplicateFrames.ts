import type { MeasuredEvent } from '../../core/measurement.ts';
import type { Signals } from '../../core/signals.ts';
import { cadenceOf } from './cadence.ts';
import { type FrameRun, runsWhere, shown, spanLengthOf, spanWithin, steadyRuns } from './frames.ts';
import { frozenFrames } from './frozenFrames.ts';
import { measuredEvent, type Operator, worstOf } from './operator.ts';
import { LEAST_MOVEMENT, stillnessOf } from './stillness.ts';

const LEAST_FRAMES = 10;
/** Frames on either side of a repetition that must move at this share of the usual speed, or the shot just pauses. */
const BESIDE = 2;
const ABRUPT = 0.4;

const operator = {
  id: 'duplicate-frames',
  version: 1,
  title: 'Repeated frames',
  rationales: ['aesthetics.visual-quality.temporal-consistency.no-duplicated-frames'],
  quantity: 'frames in a row that repeat the one before',
  unit: 'frames',
  threshold: { faultWhen: 'above', partial: 0, fail: 2 },
  source:
    'Frames that change by at most 18 % of the usual change of the frames around them, between frames that move. A steady ' +
    'rhythm of repeated frames (8 new ones in 24, 24 in 30 or 60) is how the material was conformed and is reported, not ' +
    'counted; so are held drawings. From 0.25 s on it is a frozen picture. Limits are our choice: one repeated frame is a hitch.',
} as const;

interface Reading {
  readonly events: readonly MeasuredEvent[];
  readonly note: string | null;
  readonly held: boolean;
  readonly moves: boolean;
}

export const duplicateFrames: Operator = {
  ...operator,
  measure({ signals, range }) {
    const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= LEAST_FRAMES);
    const readings = runs.map((run) => read(signals, run, range));
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
    return { status: 'measured', summary: worst ?? measuredEvent(operator, 0, range, clean), events };
  },
};

function read(signals: Signals, run: FrameRun, range: { start: number; end: number }): Reading {
  const { repeats, movement } = stillnessOf(signals, run);
  const moves = movement.subarray(run.from, run.to).some((value) => value >= LEAST_MOVEMENT);
  const cadence = cadenceOf(repeats, run);
  if (cadence.kind === 'held') return { events: [], note: null, held: true, moves };
  if (cadence.kind === 'steady') {
    const rate = (run.to - run.from) / spanLengthOf(signals, run);
    const note = `Frames repeat in a steady rhythm: about ${shown(rate / cadence.framesPerNew)} new pictures a second in a file of ${shown(rate)}, which is not counted as a fault.`;
    return { events: [], note, held: false, moves };
  }
  const { change } = signals.frames.series;
  const isMoving = (frame: number, usual: number) => frame > run.from && frame < run.to && (change[frame] ?? 0) >= ABRUPT * usual;
  const isAbrupt = ({ from, to }: FrameRun) => {
    for (let distance = 1; distance <= BESIDE; distance++) {
      if (!isMoving(from - distance, movement[from] ?? 0)) return false;
      if (!isMoving(to - 1 + distance, movement[to - 1] ?? 0)) return false;
    }
    return true;
  };
  const events = runsWhere(run, (frame) => repeats[frame] === 1).flatMap((part) => {
    const standing = spanLengthOf(signals, { from: part.from - 1, to: part.to });
    if (!isAbrupt(part) || standing > frozenFrames.threshold.partial) return [];
    const count = part.to - part.from;
    const sentence =
      count === 1
        ? 'One frame repeats the one before it in the middle of movement: the picture hitches (none is accepted).'
        : `${count} frames in a row repeat the one before them in the middle of movement: the picture hitches (none is accepted).`;
    return [measuredEvent(operator, count, spanWithin(signals, part, range), sentence)];
  });
  return { events, note: null, held: false, moves };
}
