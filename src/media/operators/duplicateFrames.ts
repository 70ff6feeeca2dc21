import type { MeasuredEvent, Threshold } from '../../core/measurement.ts';
import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import { cadenceOf } from './cadence.ts';
import { type FrameRun, runsWhere, shown, spanLengthOf, spanWithin, steadyRuns } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { LEAST_MOVEMENT, SHORTEST_FREEZE, stillnessOf } from './stillness.ts';

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
  source:
    'Frames that change by at most 18 % of the usual change of the frames around them, between frames that move. A steady rhythm of repeated frames (8 new ones in 24, 24 in 30 or 60) is how the material was conformed and is reported, not counted; so are held drawings. From 0.25 s on it is a frozen picture.',
} as const;

interface Reading {
  readonly events: readonly MeasuredEvent[];
  readonly note: string | null;
  readonly held: boolean;
  readonly moves: boolean;
}

export const duplicateFrames: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= LEAST_FRAMES);
    const readings = runs.map((run) => read(signals, run, range, threshold));
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

function read(signals: Signals, run: FrameRun, range: TimeSpan, threshold: Threshold): Reading {
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
    if (!isAbrupt(part) || standing > SHORTEST_FREEZE) return [];
    const count = part.to - part.from;
    const sentence =
      count === 1
        ? 'One frame repeats the one before it in the middle of movement: the picture hitches (none is accepted).'
        : `${count} frames in a row repeat the one before them in the middle of movement: the picture hitches (none is accepted).`;
    return [measuredEvent(operator, { value: count, span: spanWithin(signals, part, range), sentence, threshold })];
  });
  return { events, note: null, held: false, moves };
}
