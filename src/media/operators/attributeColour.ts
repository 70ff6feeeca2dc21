import { facesIn, largestOf, meansAround, peaksOf, spanOfPart, type TrackPart, traceOfParts } from './faces.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';

/** Seconds on either side of a moment over which the colour is averaged. */
const WINDOW = 0.5;
/** Colour difference that is worth a look: plainly another colour side by side. */
const WORTH_A_LOOK = 15;

const operator = {
  id: 'attribute-colour',
  version: 1,
  title: 'Colour of the clothes',
  proxyFor: ['acting.consistency.attribute.clothing-stays', 'acting.consistency.attribute.no-appearance-flicker'],
  quantity: 'largest change of the colour below the face within half a second',
  unit: 'ΔE',
  source:
    'CIE 1976 colour difference (L*a*b*, D65) between the means over 0.5 s before and after each moment of the picture below a face: one and a half faces wide, from a third to one and a third of a face below the chin. Hands, turning and light change it too.',
} as const;

export const attributeColour: ProxyOperator = {
  ...operator,
  measure(context) {
    const seen = facesIn(context);
    if (seen.status !== 'seen') return seen;
    const curves = seen.parts.map((part) => ({ part, curve: colourCurve(part) }));
    const known = curves.filter(({ curve }) => largestOf(curve) !== null);
    if (known.length === 0) return { status: 'unmeasurable', reason: 'Too little of anybody’s clothes is in the picture.' };
    const events = known
      .flatMap(({ part, curve }) =>
        peaksOf(part, (index) => curve[index] ?? Number.NaN, { limit: WORTH_A_LOOK, seconds: WINDOW }).map(({ index, value }) => {
          const time = part.track.times[index] ?? 0;
          const span = {
            start: Math.max(context.range.start, time - WINDOW / 2),
            end: Math.min(context.range.end, time + WINDOW / 2),
          };
          const sentence = `The colour below the face changes by ΔE ${shown(value)} within half a second.`;
          return measuredEvent(operator, { value, span, sentence });
        }),
      )
      .sort((a, b) => a.measurement.span.start - b.measurement.span.start);
    const highest = known
      .map(({ part, curve }) => ({ part, value: largestOf(curve) ?? 0 }))
      .reduce((most, other) => (other.value > most.value ? other : most));
    const sentence = `The colour of the clothes changes by at most ΔE ${shown(highest.value)} within half a second.`;
    const span = spanOfPart(highest.part, context.range);
    return { status: 'measured', summary: measuredEvent(operator, { value: highest.value, span, sentence }), events };
  },
  trace(context) {
    const seen = facesIn(context);
    if (seen.status !== 'seen') return null;
    const curves = new Map(seen.parts.map((part) => [part, colourCurve(part)]));
    return traceOfParts(seen.parts, (part, index) => curves.get(part)?.[index] ?? Number.NaN);
  },
};

/** By moment of the track; NaN where the clothes are out of the picture. */
function colourCurve(part: TrackPart): Float32Array {
  const { series, times } = part.track;
  const curve = new Float32Array(times.length).fill(Number.NaN);
  const colourAt = (index: number): number[] | null => {
    const colour = [series.clothesLightness, series.clothesA, series.clothesB].map((values) => values[index] ?? Number.NaN);
    return colour.some(Number.isNaN) ? null : colour;
  };
  for (let index = part.from; index < part.to; index++) {
    const means = meansAround(part, index, WINDOW, colourAt);
    if (means) curve[index] = Math.hypot(...means.before.map((value, at) => value - (means.after[at] ?? 0)));
  }
  return curve;
}
