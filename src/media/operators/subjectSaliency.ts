import { hasSubject } from '../../core/subject.ts';
import { intersect, type TimeSpan } from '../../core/time.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { samplesIn, sampleTrace } from './overTime.ts';
import { medianOf } from './statistics.ts';

const operator = {
  id: 'subject-saliency',
  version: 1,
  title: 'Prominence of the subject',
  quantity: 'saliency in one ninth of the picture',
  unit: '%',
  source:
    'Saliency by centre against surround in CIELAB (Achanta & Süsstrunk 2010, "Saliency detection using maximum symmetric surround") on three pictures a second at 80 px. Value: share of all saliency in the best window of a third by a third of the picture (11 % when it is even), median over the range. Competing places: at least 70 % as salient as the most salient one and a quarter of the picture away. Contrast: CIE76 difference between what is salient in the window and what is not.',
  proxyFor: [
    'cinematography.composition.subject-prominence.subject-found-at-once',
    'cinematography.composition.subject-prominence.subject-stands-out',
    'cinematography.composition.subject-prominence.no-competing-element',
  ],
} as const;

export const subjectSaliency: ProxyOperator = {
  ...operator,
  measure({ signals, range, shots }) {
    const { saliencyConcentration, saliencyPeaks, saliencyContrast } = signals.samples.series;
    const read = (which: readonly number[]) => {
      const middle = (series: Float32Array) => medianOf(which.map((sample) => series[sample] ?? 0)) ?? 0;
      return {
        concentration: 100 * middle(saliencyConcentration),
        peaks: middle(saliencyPeaks),
        contrast: middle(saliencyContrast),
      };
    };
    const seenIn = (span: TimeSpan) => samplesIn(signals, span).filter((sample) => (saliencyPeaks[sample] ?? 0) > 0);
    const seen = seenIn(range);
    if (seen.length === 0) return { status: 'not-applicable', reason: 'The picture is flat: nothing in it stands out.' };
    const { concentration, peaks, contrast } = read(seen);
    const events = shots.flatMap((shot) => {
      const span = intersect(shot, range);
      const own = span ? seenIn(span) : [];
      if (!span || own.length === 0) return [];
      const shotRead = read(own);
      if (hasSubject({ ...shotRead, concentration: shotRead.concentration / 100 })) return [];
      const sentence = `In this shot ${shotRead.peaks} places draw the eye alike; the best third by third of the picture holds ${shown(shotRead.concentration, 0)} % of what stands out.`;
      return [measuredEvent(operator, { value: shotRead.concentration, span, sentence })];
    });
    const places = peaks <= 1 ? 'and no other place competes' : `and ${peaks} places compete`;
    const sentence = `One ninth of the picture holds ${shown(concentration, 0)} % of what stands out (11 % would be even), ${places}; it differs from its surround by ΔE ${shown(contrast, 0)}.`;
    return { status: 'measured', summary: measuredEvent(operator, { value: concentration, span: range, sentence }), events };
  },
  trace: ({ signals, range }) =>
    sampleTrace(signals, range, (sample) => 100 * (signals.samples.series.saliencyConcentration[sample] ?? Number.NaN)),
};
