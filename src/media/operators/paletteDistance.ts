import type { Signals } from '../../core/signals.ts';
import { intersect, type TimeSpan } from '../../core/time.ts';
import { shown } from './frames.ts';
import { measuredEvent, type OperatorContext, type ProxyOperator, worstOf } from './operator.ts';
import { samplesIn, sampleTime, sampleTrace } from './overTime.ts';
import { paletteDistance as distanceBetween, meanPalette, type Palette } from './palettes.ts';

/** Colour difference from which two neighbouring shots, or a moment and its shot, are worth a look. */
const NOTABLE_CUT = 20;
const NOTABLE_MOMENT = 20;

const operator = {
  id: 'palette-distance',
  version: 1,
  title: 'Distance of palettes',
  quantity: 'largest distance between palettes',
  unit: 'ΔE',
  source:
    'Palette of a shot: mean CIELAB histogram (5 × 7 × 7 knots, linear between them) of three pictures a second, black bars left out. Distance: twice the sliced Wasserstein-1 distance over 24 directions, so that a palette that shifts as a whole by ΔE (CIE76) measures ΔE. Value: the largest between neighbouring shots; with one shot, the largest from a moment to its shot.',
  proxyFor: [
    'aesthetics.chromaticity.harmony.one-grade',
    'aesthetics.materiality.stylistic-consistency.style-holds-over-shots',
    'multi-shot.logic.scene-consistency.same-place',
    'multi-shot.logic.scene-consistency.light-carries-over',
  ],
} as const;

export const paletteDistance: ProxyOperator = {
  ...operator,
  measure(context) {
    const { signals, range } = context;
    const shots = palettesIn(context);
    if (shots.length === 0) return { status: 'unmeasurable', reason: 'No picture of this range was sampled.' };
    const moments = shots.map((shot) => farthestMoment(signals, shot));
    const within = moments.reduce((a, b) => (b.value > a.value ? b : a));
    const cuts = shots.slice(1).flatMap((shot, i) => {
      const before = shots[i];
      if (!before) return [];
      const value = distanceBetween(before.palette, shot.palette);
      const sentence = `From the shot before to this one the palette moves by ΔE ${shown(value)}.`;
      return [measuredEvent(operator, { value, span: shot.span, sentence })];
    });
    const worst = worstOf(cuts);
    const events = [
      ...cuts.filter(({ measurement }) => measurement.value >= NOTABLE_CUT),
      ...moments
        .filter(({ value }) => value >= NOTABLE_MOMENT)
        .map(({ value, span }) => {
          const sentence = `Here the palette is ΔE ${shown(value)} away from that of its shot.`;
          return measuredEvent(operator, { value, span, sentence });
        }),
    ].sort((a, b) => a.measurement.span.start - b.measurement.span.start);
    const inside = `within a shot it strays by at most ΔE ${shown(within.value)}`;
    const summary = worst
      ? `Between neighbouring shots the palette moves by up to ΔE ${shown(worst.measurement.value)}; ${inside}.`
      : `There is one shot to look at; ${inside}.`;
    const value = worst?.measurement.value ?? within.value;
    const span = worst?.measurement.span ?? intersect(within.span, range) ?? range;
    return { status: 'measured', summary: measuredEvent(operator, { value, span, sentence: summary }), events };
  },
  trace(context) {
    const shots = palettesIn(context);
    return sampleTrace(context.signals, context.range, (sample) => {
      const shot = shots.find(({ samples }) => samples.includes(sample));
      const palette = meanPalette(context.signals, [sample]);
      return shot && palette ? distanceBetween(palette, shot.palette) : Number.NaN;
    });
  },
};

interface ShotPalette {
  readonly span: TimeSpan;
  readonly samples: readonly number[];
  readonly palette: Palette;
}

/** The shots of the range that were sampled, with what of a gradual transition belongs to two shots left out. */
function palettesIn({ signals, range, shots }: OperatorContext): ShotPalette[] {
  const inTransition = (time: number) => signals.boundaries.some(({ start, end }) => start < end && time >= start && time <= end);
  return shots.flatMap((shot) => {
    const span = intersect(shot, range);
    const samples = span ? samplesIn(signals, span).filter((sample) => !inTransition(sampleTime(signals, sample))) : [];
    const palette = meanPalette(signals, samples);
    return span && palette ? [{ span, samples, palette }] : [];
  });
}

/** The moment of a shot whose palette lies farthest from that of the whole shot, until the next sample. */
function farthestMoment(signals: Signals, { span, samples, palette }: ShotPalette): { value: number; span: TimeSpan } {
  let farthest = { value: 0, span };
  for (const [i, sample] of samples.entries()) {
    const own = meanPalette(signals, [sample]);
    const value = own ? distanceBetween(own, palette) : 0;
    if (value <= farthest.value) continue;
    const next = samples[i + 1];
    const end = next === undefined ? span.end : sampleTime(signals, next);
    farthest = { value, span: { start: sampleTime(signals, sample), end } };
  }
  return farthest;
}
