import type { Clip } from '../../core/clip.ts';
import { type Signals, shotsOf } from '../../core/signals.ts';
import type { Thresholds } from '../../core/taxonomy/thresholds.ts';
import { type DrawnTrace, type TraceChoice, thinned } from '../../core/trace.ts';
import { isFaultOperator } from './operator.ts';
import { OPERATORS } from './registry.ts';

/** Points that a trace is thinned to: more than a timeline has pixels. */
const MOST_POINTS = 6000;

/** Everything that can be drawn over time, in the order of the operators. */
export function traceChoices(): TraceChoice[] {
  return OPERATORS.filter((operator) => operator.trace).map(({ id, title, unit }) => ({ operator: id, title, unit }));
}

/** What one operator measured over the whole clip, ready to be drawn; `null` when this material has no such quantity. */
export function drawnTrace(
  operator: string,
  { signals, clip }: { readonly signals: Signals; readonly clip: Clip },
  thresholds: Thresholds,
): DrawnTrace | null {
  const found = OPERATORS.find(({ id }) => id === operator);
  const range = { start: 0, end: signals.duration };
  const shots = shotsOf(signals.boundaries, signals.duration);
  const trace = found?.trace?.({ signals, clip, range, shots, reference: null });
  if (!found || !trace || trace.times.length === 0) return null;
  const { id, title, unit } = found;
  const limits = isFaultOperator(found) ? thresholds[id] : undefined;
  const threshold = limits ? { partial: limits.partial, fail: limits.fail } : null;
  return { operator: id, title, unit, threshold, ...thinned(trace, MOST_POINTS) };
}
