import type { Clip } from '../core/clip.ts';
import { EvalVerseError } from '../core/errors.ts';
import { rangeKey } from '../core/review.ts';
import { formatTime, type TimeSpan } from '../core/time.ts';
import type { JudgedRange } from '../core/verdict.ts';

/** What of a clip is to be judged; seconds of clip time, whose end is cut to the clip's. */
export type EvaluationTarget = { readonly kind: 'clip' } | { readonly kind: 'span'; readonly span: TimeSpan };

/** How the range that is asked for is told from others before the clip is probed. */
export function requestedKey(target: EvaluationTarget): string {
  return rangeKey(target.kind === 'clip' ? { whole: true, span: { start: 0, end: 0 } } : { whole: false, span: target.span });
}

/** @throws EvalVerseError `range/invalid`. */
export function judgedRange(clip: Clip, target: EvaluationTarget): JudgedRange {
  if (target.kind === 'clip') return { whole: true, span: { start: 0, end: clip.duration } };
  const start = Math.max(0, target.span.start);
  const end = Math.min(clip.duration, target.span.end);
  if (start < end) return { whole: false, span: { start, end } };
  throw new EvalVerseError(
    'range/invalid',
    `There is nothing to evaluate from ${formatTime(target.span.start)} to ${formatTime(target.span.end)}; the clip lasts ${formatTime(clip.duration)}.`,
  );
}
