import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { samplesIn, sampleTrace } from './overTime.ts';
import { medianOf } from './statistics.ts';

const operator = {
  id: 'spatial-information',
  version: 1,
  title: 'Spatial information',
  quantity: 'spatial information',
  unit: 'levels',
  source:
    'ITU-T P.910: standard deviation over the picture of the Sobel-filtered luma (full range), the largest of three pictures a second. Of the picture scaled to 160 px on its longer side, so that it tells structure and not resolution.',
  proxyFor: ['aesthetics.visual-quality.rendering-quality.detail-resolved'],
} as const;

export const spatialInformation: ProxyOperator = {
  ...operator,
  measure({ signals, range }) {
    const values = samplesIn(signals, range).map((sample) => signals.samples.series.spatialInformation[sample] ?? 0);
    const middle = medianOf(values);
    if (middle === null) return { status: 'unmeasurable', reason: 'No picture of this range was sampled.' };
    const value = Math.max(...values);
    const sentence = `The picture holds up to ${shown(value, 0)} levels of spatial information, ${shown(middle, 0)} most of the time.`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence }), events: [] };
  },
  trace: ({ signals, range }) =>
    sampleTrace(signals, range, (sample) => signals.samples.series.spatialInformation[sample] ?? Number.NaN),
};
