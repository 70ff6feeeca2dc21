import type { MeasuredEvent, Threshold } from '../../core/measurement.ts';
import type { TimeSpan } from '../../core/time.ts';
import { endOf, facesIn, peaksOf, regionAt, spanOfPart, type TrackPart, traceOfParts } from './faces.ts';
import { shownBeside } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';

/** Seconds around a change within which further peaks are the same change. */
const APART = 0.4;
/** Clear views that tell how far a face is from the one its track began with. */
const VIEWS = 3;

const operator = {
  id: 'face-identity',
  version: 2,
  title: 'Change of a face',
  rationales: ['acting.consistency.face-identity.no-sudden-switch'],
  proxyFor: [
    'acting.consistency.face-identity.stable-while-moving',
    'acting.consistency.face-identity.stable-across-angles',
    'visual-concept-design.character.identifiability.holds-one-identity',
  ],
  quantity: 'cosine distance between the face before and after',
  unit: '',
  source:
    'Cosine distance of the mean face embeddings (HSE FaceRes, Savchenko 2021, by @vladmandic/human) of up to three clear views before and after each moment, at most 2 s away, of one face followed through one shot. Clear: at least 64 px high of at most 480 lines, inside the picture, within 0.6 rad of frontal, detector sure. A face that changes and changes back within half a second can be missed.',
} as const;

export const faceIdentity: FaultOperator = {
  ...operator,
  measure(context, threshold) {
    const seen = facesIn(context);
    if (seen.status !== 'seen') return seen;
    const judged = seen.parts.map((part) => ({ part, highest: highestStep(part) })).filter(({ highest }) => highest !== null);
    const worst = judged.toSorted((a, b) => (b.highest?.value ?? 0) - (a.highest?.value ?? 0))[0];
    if (!worst?.highest) {
      return {
        status: 'unmeasurable',
        reason: 'No face is large, sharp and frontal for long enough to tell whether it changes.',
      };
    }
    const { value } = worst.highest;
    const events = judged
      .flatMap(({ part }) => changesOf(part, context.range, threshold))
      .sort((a, b) => a.measurement.span.start - b.measurement.span.start);
    const faces = judged.length === 1 ? 'The face stays' : `${judged.length} faces stay`;
    const limit = threshold.partial;
    const sentence =
      value > limit
        ? `A face changes into another one: its distance from before to after is ${shownBeside(limit, value, 2)} (limit ${limit}).`
        : `${faces} recognisably the same: the distance from one moment to the next is at most ${shownBeside(limit, value, 2)} (limit ${limit}).`;
    const span = spanOfPart(worst.part, context.range);
    return { status: 'measured', summary: measuredEvent(operator, { value, span, sentence, threshold }), events };
  },
  trace(context) {
    const seen = facesIn(context);
    return seen.status === 'seen'
      ? traceOfParts(seen.parts, ({ track }, index) => track.series.identityStep[index] ?? Number.NaN)
      : null;
  },
};

function highestStep({ track, from, to }: TrackPart): { readonly index: number; readonly value: number } | null {
  let highest: { index: number; value: number } | null = null;
  for (let index = from; index < to; index++) {
    const value = track.series.identityStep[index] ?? Number.NaN;
    if (!Number.isNaN(value) && (highest === null || value > highest.value)) highest = { index, value };
  }
  return highest;
}

/** An event for each stretch that shows another face, from the change to the change back or the end of the track. */
function changesOf(part: TrackPart, range: TimeSpan, threshold: Threshold): MeasuredEvent[] {
  const { track } = part;
  const limit = threshold.partial;
  const stepAt = (index: number) => track.series.identityStep[index] ?? Number.NaN;
  const stretches: { from: number; to: number; value: number }[] = [];
  for (const { index, value } of peaksOf(part, stepAt, { limit, seconds: APART })) {
    const stretch = stretchAt(part, index);
    // What lies in a stretch is another face already, and its end is told by the change away.
    if (stretch.from >= (stretches.at(-1)?.to ?? 0)) stretches.push({ ...stretch, value });
  }
  return stretches.map(({ from, to, value }) => {
    const span = { start: track.times[from] ?? range.start, end: Math.min(range.end, endOf(track, to - 1)) };
    const sentence = `The face changes into another one: its distance from before to after is ${shownBeside(limit, value, 2)} (limit ${limit}; the same person stays below 0.2).`;
    return measuredEvent(operator, { value, span, sentence, threshold, region: regionAt(track, from) });
  });
}

/**
 * The stretch with another face than the one that the track began with, which a change at `index` begins or ends: as far as the face
 * is nearer to that than to what it is beyond the change. Of change and change back only one may be clear, and a range may begin
 * between them. The moment alone where the face is neither nearer before nor after.
 */
function stretchAt({ track, from, to }: TrackPart, index: number): { readonly from: number; readonly to: number } {
  const distances = track.series.identityDistance;
  const clear: number[] = [];
  for (let other = from; other < to; other++) if (!Number.isNaN(distances[other])) clear.push(other);
  const at = clear.indexOf(index);
  const mean = (indices: readonly number[]) => indices.reduce((sum, other) => sum + (distances[other] ?? 0), 0) / indices.length;
  const before = mean(clear.slice(Math.max(0, at - VIEWS), at));
  const after = mean(clear.slice(at, at + VIEWS));
  /** Two clear views in a row that are the first face's. */
  const isBack = (views: readonly number[]) => views.every((other) => (distances[other] ?? 0) < (before + after) / 2);
  if (after > before) {
    return { from: index, to: clear.find((_, view) => view > at && isBack(clear.slice(view, view + 2))) ?? to };
  }
  if (!(before > after)) return { from: index, to: index + 1 };
  const last = clear.findLastIndex((_, view) => view < at && isBack(clear.slice(Math.max(0, view - 1), view + 1)));
  return { from: last < 0 ? from : (clear[last + 1] ?? from), to: index };
}
