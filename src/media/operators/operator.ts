import type { Clip } from '../../core/clip.ts';
import type { Fidelity } from '../../core/fidelity.ts';
import type { MeasuredEvent, PictureRegion, Threshold } from '../../core/measurement.ts';
import type { Shot, Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';

/** What an operator may look at. It reads signals only inside `range` (plus the little context its definition names). */
export interface OperatorContext {
  readonly signals: Signals;
  readonly clip: Clip;
  readonly range: TimeSpan;
  /** Shots of the whole clip; the ones outside `range` are context. */
  readonly shots: readonly Shot[];
  /** The video that the clip has to match, or `null` without one. */
  readonly reference: Reference | null;
}

/** A video that a clip has to match. */
export interface Reference {
  readonly signals: Signals;
  readonly clip: Clip;
  /** Frame by frame, when both are claimed to show the same; otherwise `null`. */
  readonly fidelity: Fidelity | null;
}

/**
 * What an operator says about one range; see `OperatorResult` in core for the meaning of each status.
 * `events` are in time order, clamped to the range and exact to the frame (or to the hop of the audio series). Each event of
 * a fault grades `partial` or `fail` against the threshold; each event of a proxy is worth a look.
 */
export type OperatorOutcome =
  | { readonly status: 'measured'; readonly summary: MeasuredEvent; readonly events: readonly MeasuredEvent[] }
  | { readonly status: 'not-applicable' | 'unmeasurable'; readonly reason: string };

/** A quantity over time, as the timeline draws it. */
export interface Trace {
  /** Clip times in seconds, increasing. */
  readonly times: Float64Array;
  /** One value per time, in the operator's unit; NaN where there is none. */
  readonly values: Float32Array;
}

interface OperatorDefinition {
  /** Stable id, e.g. `frozen-frames`. */
  readonly id: string;
  /** Raised when the same signals would give another number or another sentence. */
  readonly version: number;
  readonly title: string;
  /** What the number is, in words: `length of the still picture`. */
  readonly quantity: string;
  /** Unit of the number and of the threshold; empty for a pure ratio. */
  readonly unit: string;
  /** Definition of the number with its window, and where the method comes from (standard, paper, or our own). */
  readonly source: string;
  /** The quantity over time in the range, per frame or per window; `null` when this material has none. */
  trace?(context: OperatorContext): Trace | null;
}

/** A measurable fault: a pure, deterministic function of signals and of a threshold that lives in `taxonomy/thresholds.json`. */
export interface FaultOperator extends OperatorDefinition {
  /** Ids of the rationales it answers. */
  readonly rationales: readonly string[];
  /** Ids of further rationales that it only hints at. */
  readonly proxyFor?: readonly string[];
  measure(context: OperatorContext, threshold: Threshold): OperatorOutcome;
}

/** A measurement that hints at questions it cannot answer: it has no threshold, and nothing it says is scored. */
export interface ProxyOperator extends OperatorDefinition {
  readonly rationales?: never;
  /** Ids of the rationales it hints at. */
  readonly proxyFor: readonly string[];
  measure(context: OperatorContext): OperatorOutcome;
}

/** One operator is one file. */
export type Operator = FaultOperator | ProxyOperator;

export function isFaultOperator(operator: Operator): operator is FaultOperator {
  return operator.rationales !== undefined;
}

/** An event of `operator`: its number over `span` with the sentence a reviewer reads. */
export function measuredEvent(
  operator: Pick<Operator, 'id' | 'quantity' | 'unit'>,
  event: {
    readonly value: number;
    readonly span: TimeSpan;
    readonly sentence: string;
    /** What the value is held against; left out by a proxy. */
    readonly threshold?: Threshold;
    /** Where in the picture, when it is not the whole of it. */
    readonly region?: PictureRegion;
  },
): MeasuredEvent {
  const { value, span, sentence, threshold, region } = event;
  return {
    measurement: {
      operator: operator.id,
      quantity: operator.quantity,
      value,
      unit: operator.unit,
      // The origin of a threshold is told where thresholds are; a measurement holds the limits only.
      threshold: threshold ? { faultWhen: threshold.faultWhen, partial: threshold.partial, fail: threshold.fail } : null,
      span: { start: span.start, end: span.end },
      ...(region && { region }),
    },
    sentence,
  };
}

/** The event with the largest value; `null` without events. */
export function worstOf(events: readonly MeasuredEvent[]): MeasuredEvent | null {
  return events.reduce<MeasuredEvent | null>(
    (worst, event) => (worst && worst.measurement.value >= event.measurement.value ? worst : event),
    null,
  );
}
