import type { Clip } from '../../core/clip.ts';
import type { MeasuredEvent, Measurement, Threshold } from '../../core/measurement.ts';
import type { Shot, Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';

/** What an operator may look at. It reads signals only inside `range` (plus the little context its definition names). */
export interface OperatorContext {
  readonly signals: Signals;
  readonly clip: Clip;
  readonly range: TimeSpan;
  /** Shots of the whole clip; the ones outside `range` are context. */
  readonly shots: readonly Shot[];
}

/**
 * What an operator says about one range; see `OperatorResult` in core for the meaning of each status.
 * `events` are in time order, clamped to the range and exact to the frame (or to the hop of the audio series); each one
 * grades `partial` or `fail` against the operator's threshold.
 */
export type OperatorOutcome =
  | { readonly status: 'measured'; readonly summary: MeasuredEvent; readonly events: readonly MeasuredEvent[] }
  | { readonly status: 'not-applicable' | 'unmeasurable'; readonly reason: string };

/** One measurable fault: a pure, deterministic function of signals. One operator is one file. */
export interface Operator {
  /** Stable id, e.g. `frozen-frames`. */
  readonly id: string;
  /** Raised when the same signals would give another number or another sentence. */
  readonly version: number;
  readonly title: string;
  /** Ids of the rationales it answers. */
  readonly rationales: readonly string[];
  /** What the number is, in words: `length of the still picture`. */
  readonly quantity: string;
  /** Unit of the number and of the threshold; empty for a pure ratio. */
  readonly unit: string;
  readonly threshold: Threshold;
  /** Definition of the number with its window, and where the threshold comes from (standard, paper, or own measurement). */
  readonly source: string;
  measure(context: OperatorContext): OperatorOutcome;
}

/** An event of `operator`: its number over `span` with the sentence a reviewer reads. */
export function measuredEvent(
  operator: Pick<Operator, 'id' | 'quantity' | 'unit' | 'threshold'>,
  value: number,
  span: TimeSpan,
  sentence: string,
): MeasuredEvent {
  const measurement: Measurement = {
    operator: operator.id,
    quantity: operator.quantity,
    value,
    unit: operator.unit,
    threshold: operator.threshold,
    span: { start: span.start, end: span.end },
  };
  return { measurement, sentence };
}

/** The event with the largest value; `null` without events. */
export function worstOf(events: readonly MeasuredEvent[]): MeasuredEvent | null {
  return events.reduce<MeasuredEvent | null>(
    (worst, event) => (worst && worst.measurement.value >= event.measurement.value ? worst : event),
    null,
  );
}
