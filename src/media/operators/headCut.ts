import { endOf, facesIn, largestOf, regionAt, spanOfPart, type TrackPart, traceOfParts } from './faces.ts';
import { shown, shownSeconds } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';

/** Share of the head, in per cent, from which a cut is pointed out, and seconds it must last: heads pass through frame edges. */
const WORTH_A_LOOK = 15;
const LEAST_SECONDS = 0.3;

const operator = {
  id: 'head-cut',
  version: 1,
  title: 'Head cut by the frame edge',
  proxyFor: ['cinematography.composition.shot-size-rationality.heads-inside-frame'],
  quantity: 'share of the head outside the picture',
  unit: '%',
  source:
    'Head = face (MediaPipe face mesh) plus a quarter of its height above the hairline; share of that rectangle beyond the edges of the picture, kept for at least 0.3 s. Close-ups cut heads on purpose, so it is only pointed out.',
} as const;

export const headCut: ProxyOperator = {
  ...operator,
  measure(context) {
    const seen = facesIn(context);
    if (seen.status !== 'seen') return seen;
    const cuts = seen.parts.flatMap(cutsOf).sort((a, b) => a.start - b.start);
    const events = cuts.map(({ part, from, start, end, value }) => {
      const sentence = `The frame edge cuts up to ${shown(value, 0)} % of a head for ${shownSeconds(end - start)}.`;
      const span = { start, end: Math.min(context.range.end, end) };
      return measuredEvent(operator, { value, span, sentence, region: regionAt(part.track, from) });
    });
    const worst = events.toSorted((a, b) => b.measurement.value - a.measurement.value)[0]?.measurement;
    const value = worst?.value ?? 100 * Math.max(...seen.parts.map(usualCut));
    const first = seen.parts[0];
    const span = worst?.span ?? (first ? spanOfPart(first, context.range) : context.range);
    const sentence = worst
      ? `The frame edge cuts up to ${shown(value, 0)} % of a head.`
      : `Heads are inside the frame: usually no more than ${shown(value, 0)} % of one is outside.`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span, sentence }), events };
  },
  trace(context) {
    const seen = facesIn(context);
    return seen.status === 'seen'
      ? traceOfParts(seen.parts, ({ track }, index) => 100 * (track.series.headCut[index] ?? 0))
      : null;
  },
};

function usualCut({ track, from, to }: TrackPart): number {
  const cuts = track.series.headCut.slice(from, to).sort();
  return cuts[cuts.length >> 1] ?? 0;
}

interface Cut {
  readonly part: TrackPart;
  readonly from: number;
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

function cutsOf(part: TrackPart): Cut[] {
  const { track } = part;
  const cuts: Cut[] = [];
  let from = -1;
  for (let index = part.from; index <= part.to; index++) {
    const cut = index < part.to && 100 * (track.series.headCut[index] ?? 0) > WORTH_A_LOOK;
    if (cut && from < 0) from = index;
    if (cut || from < 0) continue;
    const start = track.times[from] ?? 0;
    const end = endOf(track, index - 1);
    const value = 100 * (largestOf(track.series.headCut.subarray(from, index)) ?? 0);
    if (end - start >= LEAST_SECONDS) cuts.push({ part, from, start, end, value });
    from = -1;
  }
  return cuts;
}
