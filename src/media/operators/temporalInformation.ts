import { shown, steadyRuns } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { frameTrace } from './overTime.ts';
import { medianOf } from './statistics.ts';

const operator = {
  id: 'temporal-information',
  version: 1,
  title: 'Temporal information',
  quantity: 'temporal information',
  unit: 'levels',
  source:
    'ITU-T P.910: standard deviation over the picture of the luma change to the previous frame (full range), the largest of all frames; the first frames of shots and gradual transitions are left out. Of the picture scaled to 160 px on its longer side.',
  proxyFor: ['multi-shot.rhythm.rhythmic-layering.movement-and-rest'],
} as const;

export const temporalInformation: ProxyOperator = {
  ...operator,
  measure({ signals, range }) {
    const { temporalInformation: levels } = signals.frames.series;
    const values = steadyRuns(signals, range).flatMap(({ from, to }) => [...levels.subarray(from + 1, to)]);
    const middle = medianOf(values);
    if (middle === null) return { status: 'unmeasurable', reason: 'Two frames of one shot are needed to see a change.' };
    const value = values.reduce((most, level) => Math.max(most, level), 0);
    const sentence = `The picture changes by up to ${shown(value)} levels of temporal information, ${shown(middle)} most of the time.`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence }), events: [] };
  },
  trace: ({ signals, range }) => frameTrace(signals, range, signals.frames.series.temporalInformation),
};
