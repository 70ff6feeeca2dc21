import type { Shot } from '../../src/core/signals.ts';
import type { TimeSpan } from '../../src/core/time.ts';
import type { JudgedRange } from '../../src/core/verdict.ts';
import type { FromPlayer } from '../../src/protocol/messages.ts';

export type EvaluationKind = Extract<FromPlayer, { type: 'evaluate' }>['target']['kind'];

interface EvaluationContext {
  /** Clip length in seconds. */
  readonly duration: number;
  /** Playhead, seconds of clip time. */
  readonly time: number;
  readonly range: TimeSpan | null;
  readonly shots: readonly Shot[];
}

/** The range that an evaluation of `target` judges, or `null` where the page cannot tell. */
export function evaluationRange(
  target: { readonly kind: EvaluationKind },
  { duration, time, range, shots }: EvaluationContext,
): JudgedRange | null {
  if (target.kind === 'clip') return { whole: true, span: { start: 0, end: duration } };
  const span = target.kind === 'range' ? range : shots.find(({ start, end }) => start <= time && time < end);
  return span ? { whole: false, span: { start: span.start, end: span.end } } : null;
}
