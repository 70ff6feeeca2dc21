import type { Signals } from '../../core/signals.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { meanPalette, type Palette, paletteDistance } from './palettes.ts';
import { referenceOf } from './reference.ts';

const operator = {
  id: 'reference-palette',
  version: 1,
  title: 'Palette against the reference',
  proxyFor: ['aesthetics.chromaticity.harmony.one-grade', 'aesthetics.materiality.stylistic-consistency.style-holds-over-shots'],
  quantity: 'distance between the palettes of clip and reference',
  unit: 'ΔE',
  source:
    'Mean CIELAB histogram (5 × 7 × 7 knots, linear between them) of three pictures a second over the whole clip, black bars left out, against that of the reference. Distance: twice the sliced Wasserstein-1 distance over 24 directions, so that a palette that shifts as a whole by ΔE (CIE76) measures ΔE.',
} as const;

export const referencePalette: ProxyOperator = {
  ...operator,
  measure(context) {
    const reference = referenceOf(context);
    if ('status' in reference) return reference;
    const own = wholePalette(context.signals);
    const other = wholePalette(reference.signals);
    if (!own || !other) return { status: 'unmeasurable', reason: 'No picture of the clip or of its reference was sampled.' };
    const value = paletteDistance(own, other);
    const sentence = `The palette of the clip lies ΔE ${shown(value)} away from that of its reference.`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: context.range, sentence }), events: [] };
  },
};

function wholePalette(signals: Signals): Palette | null {
  return meanPalette(signals, [...signals.samples.frames.keys()]);
}
