import type { Shot, Signals } from '../../core/signals.ts';
import { intersect, overlap, type TimeSpan } from '../../core/time.ts';
import { type FrameRun, firstFrom, framesIn, shown, shownSeconds, spanLengthOf, spanWithin } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { frameTrace } from './overTime.ts';
import { strayPictures } from './strayPictures.ts';

/** Boundaries less certain than this do not make a flash shot: two doubtful ones close together are usually one mistake. */
const LEAST_CONFIDENCE = 0.6;

const operator = {
  id: 'flash-shots',
  version: 4,
  title: 'Flash shots',
  rationales: ['multi-shot.rhythm.shot-duration-rationality.no-flash-shots'],
  quantity: 'length of the shortest shot',
  unit: 's',
  source:
    'Time between two shot boundaries; doubtful boundaries are left out. The first and the last shot may go on beyond the clip, so that they count only when they are long enough as they are. Pictures of another scene within one shot count as a shot of their own: at most 3 frames or 0.3 s that correlate in luma with the one before by less than 0.6, missing 1 by 2.2 times what those within 0.35 s around them do, on the way in and, within 0.15 (beside a known cut: below 0.5), on the way out.',
} as const;

export const flashShots: FaultOperator = {
  ...operator,
  measure({ signals, range, shots }, threshold) {
    const unsure = signals.boundaries.filter(({ confidence }) => confidence < LEAST_CONFIDENCE);
    const isUnsure = (time: number) => unsure.some(({ start, end }) => time >= start - 1e-6 && time <= end + 1e-6);
    const inside = shots.filter((shot) => intersect(shot, range));
    const strays = straysIn(signals, range).map((run) => {
      const span = spanWithin(signals, run, range);
      const value = span.end - span.start;
      const sentence = `Pictures of another scene flash up for ${shownSeconds(value)} (limit ${threshold.partial} s).`;
      return measuredEvent(operator, { value, span, sentence, threshold });
    });
    const stray = strays.toSorted((a, b) => a.measurement.value - b.measurement.value)[0];
    if (!stray && (shots.length < 2 || inside.length === 0)) {
      return { status: 'not-applicable', reason: 'There is only one shot, so no shot can be too short for its sequence.' };
    }
    const { partial } = threshold;
    const isLongEnough = ({ start, end }: Shot) => end - start >= partial - 1e-6;
    const isBounded = ({ start, end }: Shot) => start > 1e-6 && end < signals.duration - 1e-6;
    const whole = inside.filter(
      (shot) =>
        shot.start >= range.start - 1e-6 &&
        shot.end <= range.end + 1e-6 &&
        !isUnsure(shot.start) &&
        !isUnsure(shot.end) &&
        (isBounded(shot) || isLongEnough(shot)),
    );
    const shortest = whole.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
    if (!shortest && stray) return { status: 'measured', summary: stray, events: strays };
    if (!shortest) return { status: 'unmeasurable', reason: 'No shot lies between two certain boundaries within this range.' };
    const short = whole.flatMap((shot) => {
      if (isLongEnough(shot)) return [];
      const length = shot.end - shot.start;
      const sentence = `This shot lasts only ${shownSeconds(length)} (limit ${partial} s).`;
      return [measuredEvent(operator, { value: length, span: shot, sentence, threshold })];
    });
    const isNew = (span: TimeSpan) => short.every(({ measurement }) => !overlap(measurement.span, span));
    const events = [...short, ...strays.filter(({ measurement }) => isNew(measurement.span))].sort(
      (a, b) => a.measurement.span.start - b.measurement.span.start,
    );
    const length = shortest.end - shortest.start;
    if (stray && stray.measurement.value < length - 1e-6) return { status: 'measured', summary: stray, events };
    const count = `${whole.length} ${whole.length === 1 ? 'shot' : 'shots'}`;
    const sentence = `The shortest of ${count} lasts ${shown(length, 2)} s (limit ${partial} s).`;
    // A shot of just the limit must not be graded by the rounding of its borders.
    const value = Math.abs(length - partial) < 1e-6 ? partial : length;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: shortest, sentence, threshold }), events };
  },
  /** How long the shot lasts that is on screen, or the pictures of another scene in it. */
  trace({ signals, shots, range }) {
    const lengths = new Float32Array(signals.frames.times.length);
    for (const shot of shots) {
      const { from, to } = framesIn(signals, shot);
      lengths.fill(shot.end - shot.start, from, to);
    }
    for (const run of straysIn(signals, range)) lengths.fill(spanLengthOf(signals, run), run.from, run.to);
    return frameTrace(signals, range, lengths);
  },
};

/** Runs of pictures that belong to another scene than the shot they are in. */
function straysIn(signals: Signals, range: TimeSpan): FrameRun[] {
  const ends = signals.boundaries.map(({ end }) => end);
  return strayPictures(signals, framesIn(signals, range), (frame) => {
    const time = signals.frames.times[frame] ?? 0;
    return Math.abs((ends[firstFrom(ends, time - 1e-3)] ?? Number.POSITIVE_INFINITY) - time) < 1e-3;
  });
}
