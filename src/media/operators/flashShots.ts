import type { Shot } from '../../core/signals.ts';
import { intersect } from '../../core/time.ts';
import { shown, shownSeconds } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';

/** Boundaries less certain than this do not make a flash shot: two doubtful ones close together are usually one mistake. */
const LEAST_CONFIDENCE = 0.6;

const operator = {
  id: 'flash-shots',
  version: 2,
  title: 'Flash shots',
  rationales: ['multi-shot.rhythm.shot-duration-rationality.no-flash-shots'],
  quantity: 'length of the shortest shot',
  unit: 's',
  source:
    'Time between two shot boundaries; doubtful boundaries are left out. The first and the last shot may go on beyond the clip, so that they count only when they are long enough as they are.',
} as const;

export const flashShots: FaultOperator = {
  ...operator,
  measure({ signals, range, shots }, threshold) {
    const unsure = signals.boundaries.filter(({ confidence }) => confidence < LEAST_CONFIDENCE);
    const isUnsure = (time: number) => unsure.some(({ start, end }) => time >= start - 1e-6 && time <= end + 1e-6);
    const inside = shots.filter((shot) => intersect(shot, range));
    if (shots.length < 2 || inside.length === 0) {
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
    if (!shortest) return { status: 'unmeasurable', reason: 'No shot lies between two certain boundaries within this range.' };
    const events = whole.flatMap((shot) => {
      if (isLongEnough(shot)) return [];
      const length = shot.end - shot.start;
      const sentence = `This shot lasts only ${shownSeconds(length)} (limit ${partial} s).`;
      return [measuredEvent(operator, { value: length, span: shot, sentence, threshold })];
    });
    const length = shortest.end - shortest.start;
    const count = `${whole.length} ${whole.length === 1 ? 'shot' : 'shots'}`;
    const sentence = `The shortest of ${count} lasts ${shown(length, 2)} s (limit ${partial} s).`;
    // A shot of just the limit must not be graded by the rounding of its borders.
    const value = Math.abs(length - partial) < 1e-6 ? partial : length;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: shortest, sentence, threshold }), events };
  },
};
