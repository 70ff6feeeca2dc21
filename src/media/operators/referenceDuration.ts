import { shownSeconds } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { referenceOf } from './reference.ts';

const operator = {
  id: 'reference-duration',
  version: 1,
  title: 'Length against the reference',
  proxyFor: ['multi-shot.rhythm.shot-duration-rationality.length-fits-tension'],
  quantity: 'difference in length from the reference',
  unit: 's',
  source: 'Length of the whole clip minus that of its reference.',
} as const;

export const referenceDuration: ProxyOperator = {
  ...operator,
  measure(context) {
    const reference = referenceOf(context);
    if ('status' in reference) return reference;
    const [own, other] = [context.signals.duration, reference.signals.duration];
    const sentence = `The clip lasts ${shownSeconds(own)}, its reference ${shownSeconds(other)}.`;
    const summary = measuredEvent(operator, { value: own - other, span: context.range, sentence });
    return { status: 'measured', summary, events: [] };
  },
};
