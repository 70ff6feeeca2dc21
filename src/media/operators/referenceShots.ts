import { shotsOf } from '../../core/signals.ts';
import { spanLength } from '../../core/time.ts';
import { shownSeconds } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { referenceOf } from './reference.ts';

const operator = {
  id: 'reference-shots',
  version: 1,
  title: 'Shot lengths against the reference',
  proxyFor: [
    'multi-shot.rhythm.shot-duration-rationality.length-fits-tension',
    'multi-shot.rhythm.rhythmic-layering.tempo-varies',
  ],
  quantity: 'distance between the shot lengths of clip and reference',
  unit: 's',
  source:
    'First Wasserstein distance between the two distributions of shot lengths (mean difference of their quantiles), over the whole clip.',
} as const;

/** Quantiles that the distance is averaged over: the midpoints of as many equal parts. */
const QUANTILES = 200;

export const referenceShots: ProxyOperator = {
  ...operator,
  measure(context) {
    const reference = referenceOf(context);
    if ('status' in reference) return reference;
    const own = context.shots.map(spanLength).sort((a, b) => a - b);
    const others = shotsOf(reference.signals.boundaries, reference.signals.duration).map(spanLength);
    others.sort((a, b) => a - b);
    const value = wassersteinDistance(own, others);
    const told = (lengths: readonly number[]) => {
      const count = lengths.length === 1 ? '1 shot' : `${lengths.length} shots`;
      return `${count} of ${shownSeconds(lengths.reduce((sum, length) => sum + length, 0) / lengths.length)} on average`;
    };
    const sentence = `The clip has ${told(own)}, its reference ${told(others)}; the lengths differ by ${shownSeconds(value)}.`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: context.range, sentence }), events: [] };
  },
};

/** Of two samples in ascending order. */
function wassersteinDistance(a: readonly number[], b: readonly number[]): number {
  const quantile = (sorted: readonly number[], share: number) => sorted[Math.floor(share * sorted.length)] ?? 0;
  let sum = 0;
  for (let i = 0; i < QUANTILES; i++) {
    const share = (i + 0.5) / QUANTILES;
    sum += Math.abs(quantile(a, share) - quantile(b, share));
  }
  return sum / QUANTILES;
}
