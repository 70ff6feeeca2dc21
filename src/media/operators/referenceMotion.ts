import type { Signals } from '../../core/signals.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { referenceOf } from './reference.ts';
import { correlationOf, spreadOf } from './statistics.ts';

/** Seconds that one value of a motion profile covers. */
const STEP = 0.2;
/** Values below which a correlation is chance. */
const LEAST_STEPS = 10;
/** Change per second, in luma levels, below which a profile is too even to correlate. */
const LEAST_SPREAD = 1;

const operator = {
  id: 'reference-motion',
  version: 1,
  title: 'Movement against the reference',
  proxyFor: ['acting.action.action-tension.organic-movement', 'multi-shot.rhythm.rhythmic-layering.movement-and-rest'],
  quantity: 'correlation of movement with that of the reference',
  unit: '',
  source:
    'Pearson correlation of how much the picture changes per second (mean absolute luma difference of neighbouring frames of the ' +
    'small picture), in steps of 0.2 s over the time that both have.',
} as const;

export const referenceMotion: ProxyOperator = {
  ...operator,
  measure(context) {
    const reference = referenceOf(context);
    if ('status' in reference) return reference;
    const steps = Math.floor(Math.min(context.signals.duration, reference.signals.duration) / STEP);
    if (steps < LEAST_STEPS)
      return { status: 'unmeasurable', reason: 'Clip and reference share too little time to compare movement.' };
    const own = profileOf(context.signals, steps);
    const other = profileOf(reference.signals, steps);
    if (Math.min(spreadOf(own), spreadOf(other)) < LEAST_SPREAD)
      return { status: 'unmeasurable', reason: 'Clip or reference moves too evenly for its movement to be compared.' };
    const value = correlationOf(own, other);
    const sentence = `Movement rises and falls with that of the reference at a correlation of ${shown(value, 2)} (1 = together, 0 = independently).`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: context.range, sentence }), events: [] };
  },
};

/** Change of the picture in luma levels per second, one value per `STEP`. */
function profileOf({ frames: { times, series } }: Signals, steps: number): Float64Array {
  const profile = new Float64Array(steps);
  times.forEach((time, frame) => {
    const step = Math.floor(time / STEP);
    if (frame > 0 && step < steps) profile[step] = (profile[step] ?? 0) + (series.change[frame] ?? 0) / STEP;
  });
  return profile;
}
