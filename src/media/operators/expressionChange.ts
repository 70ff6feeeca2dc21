import { EXPRESSIONS, type Expression, type FaceSignals } from '../../core/faces.ts';
import {
  facesIn,
  isReadable,
  largestOf,
  meansAround,
  peaksOf,
  regionAt,
  spanOfPart,
  type TrackPart,
  traceOfParts,
} from './faces.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';

/** Seconds on either side of a moment over which the expression is averaged: single pictures are noisy. */
const WINDOW = 0.5;
/** Change, in per cent, that is worth a look. */
const WORTH_A_LOOK = 80;
/** Moments at which the face must be readable. */
const LEAST_MOMENTS = 6;

const NAMES: Readonly<Record<Expression, string>> = {
  angry: 'anger',
  disgust: 'disgust',
  fear: 'fear',
  happy: 'happiness',
  neutral: 'no emotion',
  sad: 'sadness',
  surprise: 'surprise',
};

const operator = {
  id: 'expression-change',
  version: 1,
  title: 'Change of expression',
  proxyFor: [
    'acting.expression.accuracy.expression-as-asked',
    'acting.expression.facial-tension.not-stiff',
    'acting.expression.expression-diversity.more-than-one-expression',
    'acting.expression.continuity.no-expression-jumps',
    'acting.expression.continuity.expression-builds-up',
  ],
  quantity: 'largest change of expression within half a second',
  unit: '%',
  source:
    'Shares of seven expressions (network of Arriaga et al. 2017, by @vladmandic/human) averaged over 0.5 s before and after each moment of a readable face in one shot; total variation distance between the two, in per cent. Single readings of talking faces are noisy: look at changes, not at names.',
} as const;

export const expressionChange: ProxyOperator = {
  ...operator,
  measure(context) {
    const seen = facesIn(context);
    if (seen.status !== 'seen') return seen;
    const { faces } = seen;
    const judged = seen.parts.filter((part) => readableMoments(part, faces) >= LEAST_MOMENTS);
    if (judged.length === 0)
      return { status: 'unmeasurable', reason: 'No face is large and frontal for long enough to read its expression.' };
    const curves = judged.map((part) => ({ part, curve: changeCurve(part, faces) }));
    const events = curves
      .flatMap(({ part, curve }) =>
        peaksOf(part, (index) => curve[index] ?? Number.NaN, { limit: WORTH_A_LOOK, seconds: WINDOW }).map(({ index, value }) => {
          const time = part.track.times[index] ?? 0;
          const means = meansAround(part, index, WINDOW, (other) => expressionsAt(part, other, faces));
          const sentence = `The expression changes by ${shown(value, 0)} % within half a second, mostly from ${leading(means?.before)} to ${leading(means?.after)}.`;
          const span = {
            start: Math.max(context.range.start, time - WINDOW / 2),
            end: Math.min(context.range.end, time + WINDOW / 2),
          };
          return measuredEvent(operator, { value, span, sentence, region: regionAt(part.track, index) });
        }),
      )
      .sort((a, b) => a.measurement.span.start - b.measurement.span.start);
    const value = Math.max(...curves.map(({ curve }) => largestOf(curve) ?? 0));
    const main = judged.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
    const mix = main ? mixOf(main, faces) : '';
    const sentence = `The expression changes by at most ${shown(value, 0)} % within half a second; over time the face reads as ${mix}.`;
    const span = main ? spanOfPart(main, context.range) : context.range;
    return { status: 'measured', summary: measuredEvent(operator, { value, span, sentence }), events };
  },
  trace(context) {
    const seen = facesIn(context);
    if (seen.status !== 'seen') return null;
    const curves = new Map(seen.parts.map((part) => [part, changeCurve(part, seen.faces)]));
    return traceOfParts(seen.parts, (part, index) => curves.get(part)?.[index] ?? Number.NaN);
  },
};

function readableMoments({ track, from, to }: TrackPart, faces: FaceSignals): number {
  let count = 0;
  for (let index = from; index < to; index++) if (isReadable(track, index, faces)) count++;
  return count;
}

function expressionsAt({ track }: TrackPart, index: number, faces: FaceSignals): number[] | null {
  return isReadable(track, index, faces) ? EXPRESSIONS.map((name) => track.series[name][index] ?? 0) : null;
}

/** By moment of the track, in per cent; NaN where one side is not readable. */
function changeCurve(part: TrackPart, faces: FaceSignals): Float32Array {
  const curve = new Float32Array(part.track.times.length).fill(Number.NaN);
  for (let index = part.from; index < part.to; index++) {
    const means = meansAround(part, index, WINDOW, (other) => expressionsAt(part, other, faces));
    if (!means) continue;
    curve[index] = 50 * means.before.reduce((sum, share, at) => sum + Math.abs(share - (means.after[at] ?? 0)), 0);
  }
  return curve;
}

function leading(shares: readonly number[] | undefined): string {
  const largest = (shares ?? []).reduce((best, share, at, all) => (share > (all[best] ?? 0) ? at : best), 0);
  return NAMES[EXPRESSIONS[largest] ?? 'neutral'];
}

/** The expressions that make up most of a face's time, largest first. */
function mixOf(part: TrackPart, faces: FaceSignals): string {
  const rows: number[][] = [];
  for (let index = part.from; index < part.to; index++)
    rows.push(...[expressionsAt(part, index, faces)].filter((row) => row !== null));
  const shares = EXPRESSIONS.map((name, at) => ({
    name,
    share: (100 * rows.reduce((sum, row) => sum + (row[at] ?? 0), 0)) / rows.length,
  }));
  return shares
    .sort((a, b) => b.share - a.share)
    .slice(0, 2)
    .map(({ name, share }) => `${NAMES[name]} (${shown(share, 0)} %)`)
    .join(' and ');
}
