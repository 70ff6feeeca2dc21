import type { TimeSpan } from '../../src/core/time.ts';

/** The two marks of a range as a person sets them, seconds of clip time; either may be missing. */
export interface InOut {
  readonly in: number | null;
  readonly out: number | null;
}

export const NO_RANGE: InOut = { in: null, out: null };

/** The marked span: a missing mark stands for that end of the clip. `null` when neither is set. */
export function rangeOf({ in: start, out: end }: InOut, duration: number): TimeSpan | null {
  return start === null && end === null ? null : { start: start ?? 0, end: end ?? duration };
}

/** Sets the in mark to the start of a frame; an out mark that would not come after it is dropped. */
export function withIn(marks: InOut, start: number): InOut {
  return { in: start, out: marks.out !== null && marks.out > start ? marks.out : null };
}

/** Sets the out mark to the end of a frame; an in mark that would not come before it is dropped. */
export function withOut(marks: InOut, end: number): InOut {
  return { in: marks.in !== null && marks.in < end ? marks.in : null, out: end };
}

/**
 * Moves one edge of the range by dragging. Unlike setting a mark, dragging never crosses the other edge.
 *
 * @param frame the frame under the pointer: an in edge takes its start, an out edge its end.
 */
export function dragEdge(marks: InOut, edge: 'in' | 'out', frame: TimeSpan, duration: number): InOut {
  const range = rangeOf(marks, duration);
  if (!range) return marks;
  if (edge === 'in') return frame.start < range.end ? { ...marks, in: frame.start } : marks;
  return frame.end > range.start ? { ...marks, out: frame.end } : marks;
}
