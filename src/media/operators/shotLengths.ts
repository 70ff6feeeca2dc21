import type { Shot } from '../../core/signals.ts';
import { intersect, spanLength } from '../../core/time.ts';
import { shown, shownSeconds } from './frames.ts';
import { measuredEvent, type OperatorContext, type ProxyOperator } from './operator.ts';
import { medianOf } from './statistics.ts';

/** A shot that is this many times as long as the median one, or as short, is worth a look. */
const NOTABLE = 2.5;
/** Shots that must be there before one can be said to stand out. */
const LEAST_SHOTS = 4;

const operator = {
  id: 'shot-lengths',
  version: 1,
  title: 'Shot lengths',
  proxyFor: [
    'multi-shot.rhythm.shot-duration-rationality.length-fits-tension',
    'multi-shot.rhythm.rhythmic-layering.tempo-varies',
  ],
  quantity: 'median shot length',
  unit: 's',
  source:
    'Time between two shot boundaries, gradual ones taken at their middle; shots that the range cuts off are left out where others remain. Told with it: the shortest, the longest, and the standard deviation over the mean. A shot is pointed out when it is 2.5 times as long as the median or as short.',
} as const;

export const shotLengths: ProxyOperator = {
  ...operator,
  measure({ range, shots }) {
    const inside = shotsWithin(shots, range);
    const lengths = inside.map(spanLength);
    const median = medianOf(lengths);
    if (median === null) return { status: 'unmeasurable', reason: 'No shot lies within this range.' };
    if (shots.length < 2) return { status: 'not-applicable', reason: 'There is only one shot, so nothing is cut to a rhythm.' };
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    const variance = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / lengths.length;
    const sentence =
      lengths.length === 1
        ? `One whole shot lies in this range; it lasts ${shownSeconds(median)}.`
        : `${lengths.length} shots last ${shown(Math.min(...lengths), 2)} to ${shownSeconds(Math.max(...lengths))}, half of them no more than ${shownSeconds(median)}; their lengths vary by ${shown((100 * Math.sqrt(variance)) / mean, 0)} %.`;
    const events = inside.flatMap((shot) => {
      const length = spanLength(shot);
      const isNotable = lengths.length >= LEAST_SHOTS && (length > NOTABLE * median || length < median / NOTABLE);
      if (!isNotable) return [];
      const how = length > median ? 'long' : 'short';
      const told = `This shot lasts ${shownSeconds(length)}, ${how} beside the median of ${shownSeconds(median)}.`;
      return [measuredEvent(operator, { value: length, span: shot, sentence: told })];
    });
    return { status: 'measured', summary: measuredEvent(operator, { value: median, span: range, sentence }), events };
  },
  trace({ range, shots }: OperatorContext) {
    const inside = shots.filter((shot) => intersect(shot, range));
    if (shots.length < 2 || inside.length === 0) return null;
    // Two points per shot, so that each is drawn as a step.
    return {
      times: Float64Array.from(
        inside.flatMap((shot) => [Math.max(shot.start, range.start), Math.min(shot.end, range.end) - 1e-3]),
      ),
      values: Float32Array.from(inside.flatMap((shot) => [spanLength(shot), spanLength(shot)])),
    };
  },
};

/** The shots that lie completely inside the range; without any, those that it shows in part. */
function shotsWithin(shots: readonly Shot[], range: OperatorContext['range']): Shot[] {
  const visible = shots.filter((shot) => intersect(shot, range));
  const whole = visible.filter(({ start, end }) => start >= range.start - 1e-6 && end <= range.end + 1e-6);
  return whole.length > 0 ? whole : visible;
}
