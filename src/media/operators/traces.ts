import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clip } from '../../core/clip.ts';
import { type Signals, shotsOf } from '../../core/signals.ts';
import type { Thresholds } from '../../core/taxonomy/thresholds.ts';
import { type DrawnTrace, type TraceChoice, thinned } from '../../core/trace.ts';
import { isFaultOperator, type Operator, type Trace } from './operator.ts';
import { OPERATORS } from './registry.ts';

/** Points that a trace is thinned to: more than a timeline has pixels. */
const MOST_POINTS = 6000;

interface TraceSubject {
  readonly signals: Signals;
  readonly clip: Clip;
}

/**
 * What can be drawn of one clip: only the quantities that it has.
 *
 * @throws `signal.reason` when aborted.
 */
export async function traceChoices(subject: TraceSubject, signal?: AbortSignal): Promise<TraceChoice[]> {
  const choices: TraceChoice[] = [];
  for (const operator of OPERATORS) {
    if (!operator.trace) continue;
    if (traceOf(operator, subject)?.values.some((value) => !Number.isNaN(value))) choices.push(choiceOf(operator));
    // All of them together would hold up this thread, which an editor may share, for a noticeable while.
    await nextTurn();
    signal?.throwIfAborted();
  }
  return choices;
}

/** What one operator measured over the whole clip, ready to be drawn; `null` when this material has no such quantity. */
export function drawnTrace(operator: string, subject: TraceSubject, thresholds: Thresholds): DrawnTrace | null {
  const found = OPERATORS.find(({ id }) => id === operator);
  const trace = found && traceOf(found, subject);
  if (!found || !trace || trace.times.length === 0) return null;
  const limits = isFaultOperator(found) ? thresholds[found.id] : undefined;
  const threshold = limits ? { partial: limits.partial, fail: limits.fail } : null;
  return { ...choiceOf(found), threshold, ...thinned(trace, MOST_POINTS) };
}

function choiceOf({ id, title, unit, rationales = [], proxyFor = [] }: Operator): TraceChoice {
  const [first = ''] = [...rationales, ...proxyFor];
  return { operator: id, title, unit, aspect: first.split('.')[0] ?? '' };
}

function traceOf(operator: Operator, { signals, clip }: TraceSubject): Trace | null {
  const range = { start: 0, end: signals.duration };
  const shots = shotsOf(signals.boundaries, signals.duration);
  return operator.trace?.({ signals, clip, range, shots, reference: null }) ?? null;
}
