import type { TimeSpan } from '../../core/time.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { referenceOf } from './reference.ts';

const operator = {
  id: 'reference-fidelity',
  version: 2,
  title: 'Likeness to the reference',
  proxyFor: ['aesthetics.visual-quality.rendering-quality.detail-resolved'],
  quantity: 'structural similarity to the reference',
  unit: '',
  source:
    'Mean over the range of SSIM of luma per frame (Wang et al. 2004), with PSNR of luma and the difference of VMAF’s motion feature ' +
    'beside it; by ffmpeg, at the clip’s size, frames matched by time. Only where the reference is claimed to show the same.',
} as const;

export const referenceFidelity: ProxyOperator = {
  ...operator,
  measure(context) {
    const reference = referenceOf(context);
    if ('status' in reference) return reference;
    const { fidelity } = reference;
    if (!fidelity) return { status: 'not-applicable', reason: 'The reference is not claimed to show the same frames.' };
    const inside = indicesIn(fidelity.times, context.range);
    if (inside.length === 0) return { status: 'unmeasurable', reason: 'The reference has no frame at the time of this range.' };
    const mean = (values: Float32Array) => inside.reduce((sum, i) => sum + (values[i] ?? 0), 0) / inside.length;
    const value = mean(fidelity.ssim);
    const worst = inside.reduce((low, i) => ((fidelity.ssim[i] ?? 1) < (fidelity.ssim[low] ?? 1) ? i : low), inside[0] ?? 0);
    const motion =
      fidelity.motionDifference.length > 0 ? `, VMAF motion differs by ${shown(mean(fidelity.motionDifference), 2)}` : '';
    const sentence = `The frames are like those of the reference: SSIM ${shown(value, 3)}, PSNR ${shown(mean(fidelity.psnr))} dB${motion}.`;
    const at = fidelity.times[worst] ?? 0;
    const least = measuredEvent(operator, {
      value: fidelity.ssim[worst] ?? 0,
      span: { start: at, end: at },
      sentence: `Least like the reference: SSIM ${shown(fidelity.ssim[worst] ?? 0, 3)}, PSNR ${shown(fidelity.psnr[worst] ?? 0)} dB.`,
    });
    const summary = measuredEvent(operator, { value, span: context.range, sentence });
    return { status: 'measured', summary, events: [least] };
  },
};

function indicesIn(times: Float64Array, { start, end }: TimeSpan): number[] {
  return [...times.keys()].filter((i) => (times[i] ?? 0) >= start - 1e-6 && (times[i] ?? 0) < end - 1e-6);
}
