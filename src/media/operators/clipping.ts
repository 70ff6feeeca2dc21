import type { Threshold } from '../../core/measurement.ts';
import type { FrameSeries, Signals } from '../../core/signals.ts';
import { shownBeside, shownSeconds, spanLengthOf, spanWithin, steadyRuns, sustained } from './frames.ts';
import { type FaultOperator, measuredEvent, type OperatorContext, type OperatorOutcome } from './operator.ts';
import { frameTrace } from './overTime.ts';

/** Clipping must last this many seconds: a flash of light is no exposure fault. */
const LASTING = 0.4;

interface Clipping {
  readonly operator: Omit<FaultOperator, 'measure'>;
  readonly clipped: FrameSeries;
  readonly near: FrameSeries;
  /**
   * Pixels close to the limit for each clipped one, or where most are clipped, for each that is not, at least: where exposure
   * ran out, the picture runs up to the limit. A black or white backdrop of a drawing, title or product shot has (almost)
   * nothing there.
   */
  readonly leastNear: number;
  /** Is there a picture at all? Fades and blank frames are somebody else's business. */
  readonly isPicture: (signals: Signals, frame: number) => boolean;
  /** Words for the sentence: `burnt out to white`. */
  readonly lost: string;
}

/** The operator of highlights or of shadows: the largest share of the picture that stays clipped for a while. */
export function clippingOperator(clipping: Clipping): FaultOperator {
  return {
    ...clipping.operator,
    measure: (context, threshold) => measureClipping(clipping, context, threshold),
    trace: ({ signals, range }) => frameTrace(signals, range, clippedPercent(clipping, signals)),
  };
}

/** Percent of the picture that is clipped in each frame; 0 where what is white or black is meant to be. */
function clippedPercent({ clipped, near, leastNear, isPicture }: Clipping, signals: Signals): Float32Array {
  const { series } = signals.frames;
  return series[clipped].map((share, frame) => {
    const real = (series[near][frame] ?? 0) >= leastNear * Math.min(share, 1 - share) && isPicture(signals, frame);
    return real ? 100 * share : 0;
  });
}

function measureClipping(clipping: Clipping, { signals, range }: OperatorContext, threshold: Threshold): OperatorOutcome {
  const { operator, lost } = clipping;
  const percent = clippedPercent(clipping, signals);
  const runs = steadyRuns(signals, range);
  const lasting = Math.min(LASTING, range.end - range.start);
  const { partial } = threshold;
  const { highest, where, above } = sustained(signals, percent, runs, lasting - 1e-3, partial);
  if (!where) return { status: 'unmeasurable', reason: 'Every shot in this range is too short to judge its exposure.' };
  const events = above.map((run) => {
    const length = shownSeconds(spanLengthOf(signals, run));
    const sentence = `${shownBeside(partial, run.value)} % of the picture is ${lost} for ${length} (limit ${partial} %).`;
    return measuredEvent(operator, { value: run.value, span: spanWithin(signals, run, range), sentence, threshold });
  });
  const summary =
    highest > partial
      ? `Up to ${shownBeside(partial, highest)} % of the picture is ${lost} (limit ${partial} %).`
      : `At most ${shownBeside(partial, highest)} % of the picture is ${lost} (limit ${partial} %).`;
  return {
    status: 'measured',
    summary: measuredEvent(operator, { value: highest, span: spanWithin(signals, where, range), sentence: summary, threshold }),
    events,
  };
}
