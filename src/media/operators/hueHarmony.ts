import { HUE_BINS } from '../../core/series/sampled.ts';
import type { Signals } from '../../core/signals.ts';
import { intersect } from '../../core/time.ts';
import { shown } from './frames.ts';
import { fitHarmony } from './harmonicTemplates.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { samplesIn, sampleTrace } from './overTime.ts';

/** Mean of max(R,G,B) − min(R,G,B) below which a picture has too little colour for a scheme. */
const LEAST_COLOUR = 0.04;
/** Degrees of residual from which a shot is worth a look. */
const NOTABLE = 12;

const operator = {
  id: 'hue-harmony',
  version: 1,
  title: 'Harmony of hues',
  quantity: 'distance of the hues from the nearest harmonic scheme',
  unit: '°',
  source:
    'Hue histogram of three pictures a second (72 bins, pixels weighted by max(R,G,B) − min(R,G,B)), summed over the range; mean distance of the hues to the sectors of the best of seven harmonic templates (Matsuda 1995, angles of Cohen-Or et al. 2006), of which a wider one must fit 1.5° better than a narrower one. Pictures with hardly any colour are left out.',
  proxyFor: ['aesthetics.chromaticity.harmony.no-stray-colour'],
} as const;

export const hueHarmony: ProxyOperator = {
  ...operator,
  measure({ signals, range, shots }) {
    const coloured = samplesIn(signals, range).filter((sample) => isColoured(signals, sample));
    const fit = fitHarmony(huesOf(signals, coloured));
    if (!fit) return { status: 'not-applicable', reason: 'There is too little colour in the picture for a scheme of hues.' };
    const events = shots.flatMap((shot) => {
      const span = intersect(shot, range);
      if (!span) return [];
      const own = fitHarmony(
        huesOf(
          signals,
          samplesIn(signals, span).filter((sample) => isColoured(signals, sample)),
        ),
      );
      if (!own || own.residual < NOTABLE) return [];
      const sentence = `The hues of this shot lie ${shown(own.residual)}° from the nearest harmonic scheme, ${own.name}.`;
      return [measuredEvent(operator, { value: own.residual, span, sentence })];
    });
    const sentence = `The hues fit the scheme “${fit.name}” (type ${fit.letter}), turned by ${shown(fit.rotation, 0)}°, to within ${shown(fit.residual)}° on average.`;
    return { status: 'measured', summary: measuredEvent(operator, { value: fit.residual, span: range, sentence }), events };
  },
  trace: ({ signals, range }) =>
    sampleTrace(signals, range, (sample) =>
      isColoured(signals, sample) ? (fitHarmony(huesOf(signals, [sample]))?.residual ?? Number.NaN) : Number.NaN,
    ),
};

function isColoured({ samples }: Signals, sample: number): boolean {
  return (samples.series.hueWeight[sample] ?? 0) >= LEAST_COLOUR;
}

/** Hue histograms of some samples, each counting by how much colour it has. */
function huesOf({ samples }: Signals, which: readonly number[]): Float64Array {
  const sum = new Float64Array(HUE_BINS);
  for (const sample of which) {
    const weight = samples.series.hueWeight[sample] ?? 0;
    for (let bin = 0; bin < HUE_BINS; bin++) sum[bin] = (sum[bin] ?? 0) + weight * (samples.hues[sample * HUE_BINS + bin] ?? 0);
  }
  return sum;
}
