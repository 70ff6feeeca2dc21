import type { Threshold } from '../../core/measurement.ts';
import type { FrameSeries } from '../../core/signals.ts';
import { shown, shownBeside, shownSeconds, spanLengthOf, spanWithin, steadyRuns } from './frames.ts';
import { type FaultOperator, measuredEvent, type OperatorContext, type OperatorOutcome, type Trace } from './operator.ts';
import { frameTrace } from './overTime.ts';
import { findSwings, LEAST_SWING_FRAMES, type Swings } from './swings.ts';

interface Flicker {
  readonly operator: Omit<FaultOperator, 'measure'>;
  /** Changes to the previous frame that swing together. */
  readonly steps: readonly FrameSeries[];
  /** Lower and upper quartile over the picture of the first of them, where movement can make it swing. */
  readonly quartiles?: readonly [FrameSeries, FrameSeries];
  /** Words for the sentence: `brightness`. */
  readonly what: string;
  /** Swings above so many percent are meant. */
  readonly deliberate: { readonly above: number; readonly means: string };
}

/** The part that flicker of brightness and of tint share. */
export function measureFlicker(flicker: Flicker, context: OperatorContext, threshold: Threshold): OperatorOutcome {
  const { operator, what, deliberate } = flicker;
  const { signals, range } = context;
  const { partial } = threshold;
  const swings = swingsIn(flicker, context, partial);
  if (!swings.where) return { status: 'unmeasurable', reason: `Every shot in this range is too short to see ${what} flicker.` };
  const events = swings.parts.map(({ value, hertz, ...part }) => {
    const length = shownSeconds(spanLengthOf(signals, part));
    const sentence = `The ${what} flickers by ${shownBeside(partial, value)} % of its range, about ${shown(hertz)} times a second, for ${length} (limit ${partial} %).`;
    return measuredEvent(operator, { value, span: spanWithin(signals, part, range), sentence, threshold });
  });
  const { highest } = swings;
  const summary =
    highest > partial
      ? `The ${what} flickers by up to ${shownBeside(partial, highest)} % of its range (limit ${partial} %).`
      : `The ${what} is steady: it flickers by at most ${shownBeside(partial, highest)} % of its range (limit ${partial} %).`;
  const note = swings.deliberate ? ` Swings above ${deliberate.above} % were taken for ${deliberate.means}.` : '';
  const span = spanWithin(signals, swings.where, range);
  return {
    status: 'measured',
    summary: measuredEvent(operator, { value: highest, span, sentence: summary + note, threshold }),
    events,
  };
}

/** The swing around each frame, strobes included. */
export function flickerTrace(flicker: Flicker, context: OperatorContext): Trace | null {
  const strobesToo = { ...flicker, deliberate: { ...flicker.deliberate, above: Number.POSITIVE_INFINITY } };
  return frameTrace(context.signals, context.range, swingsIn(strobesToo, context, Number.POSITIVE_INFINITY).swing);
}

function swingsIn({ steps, quartiles, deliberate }: Flicker, { signals, range }: OperatorContext, partial: number): Swings {
  const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= LEAST_SWING_FRAMES);
  const limits = { partial, deliberate: deliberate.above, rangeSeconds: range.end - range.start };
  const { series } = signals.frames;
  return findSwings(
    signals,
    runs,
    steps.map((name) => series[name]),
    { ...limits, ...(quartiles && { quartiles: { lower: series[quartiles[0]], upper: series[quartiles[1]] } }) },
  );
}
