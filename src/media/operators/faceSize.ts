import { facesIn, spanOfPart, type TrackPart, traceOfParts } from './faces.ts';
import { shown, shownSeconds } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { medianOf } from './statistics.ts';

const operator = {
  id: 'face-size',
  version: 1,
  title: 'Size of the face',
  proxyFor: [
    'visual-concept-design.character.identifiability.shown-large-enough',
    'cinematography.composition.shot-size-rationality.size-fits-beat',
  ],
  quantity: 'height of the largest face',
  unit: '% of the picture height',
  source:
    'Height from hairline to chin (MediaPipe face mesh) of each face that is followed for at least 0.4 s: median over its time in the range, the largest face counts. Faces below about a tenth of the height are mostly not found.',
} as const;

export const faceSize: ProxyOperator = {
  ...operator,
  measure(context) {
    const seen = facesIn(context);
    if (seen.status !== 'seen') return seen;
    const sized = seen.parts.map((part) => ({ part, value: 100 * medianHeight(part) })).sort((a, b) => b.value - a.value);
    const [largest] = sized;
    if (!largest) return { status: 'unmeasurable', reason: 'No face of a person is large and clear enough to measure.' };
    const span = spanOfPart(largest.part, context.range);
    const length = shownSeconds(span.end - span.start);
    const others = sized.length > 1 ? `, the smallest of ${sized.length} fills ${shown(sized.at(-1)?.value ?? 0, 0)} %` : '';
    const sentence = `The largest face fills ${shown(largest.value, 0)} % of the picture height for ${length}${others}.`;
    return { status: 'measured', summary: measuredEvent(operator, { value: largest.value, span, sentence }), events: [] };
  },
  trace(context) {
    const seen = facesIn(context);
    return seen.status === 'seen'
      ? traceOfParts(seen.parts, ({ track }, index) => 100 * (track.series.height[index] ?? Number.NaN))
      : null;
  },
};

function medianHeight({ track, from, to }: TrackPart): number {
  return medianOf(track.series.height.subarray(from, to)) ?? 0;
}
