import { spanLength, type TimeSpan } from '../../../src/core/time.ts';

/** Seconds that the deepest zoom shows: some frames, each wide enough to be clicked. */
const SHORTEST = 0.2;
/** Share of what is shown that is left free on either side of what is zoomed to. */
const AIR = 0.04;

/** Which part of a clip the timeline shows. All spans lie within 0…`duration`. */
export interface Window {
  /** Clip length in seconds; 0 while unknown. */
  readonly duration: number;
  readonly span: TimeSpan;
}

/** The whole clip. */
export function wholeWindow(duration: number): Window {
  return { duration, span: { start: 0, end: duration } };
}

export function isWhole({ duration, span }: Window): boolean {
  return spanLength(span) >= duration - 1e-9;
}

/** Shows `length` seconds from `start` on, as far as there is so much; never less than the deepest zoom. */
function windowOf(duration: number, start: number, length: number): Window {
  const shown = Math.min(duration, Math.max(length, SHORTEST));
  const from = Math.min(Math.max(start, 0), duration - shown);
  return { duration, span: { start: from, end: from + shown } };
}

/** Shows `factor` times as much; what is at `time` stays where it is on the screen, as far as the ends allow. */
export function zoomedAt({ duration, span }: Window, time: number, factor: number): Window {
  const length = Math.min(duration, Math.max(spanLength(span) * factor, SHORTEST));
  const share = spanLength(span) > 0 ? (time - span.start) / spanLength(span) : 0;
  return windowOf(duration, time - share * length, length);
}

export function pannedBy({ duration, span }: Window, seconds: number): Window {
  return windowOf(duration, span.start + seconds, spanLength(span));
}

/** Shows a span with some air around it. */
export function zoomedTo({ duration }: Window, { start, end }: TimeSpan): Window {
  const length = Math.max(end - start, SHORTEST);
  return windowOf(duration, (start + end - length) / 2 - AIR * length, length * (1 + 2 * AIR));
}

/** Brings `time` into sight, at a tenth of what is shown; changes nothing when some of it until `until` is in sight already. */
export function revealing(shown: Window, time: number, until = time): Window {
  const { duration, span } = shown;
  if (until >= span.start && time <= span.end) return shown;
  return windowOf(duration, time - spanLength(span) / 10, spanLength(span));
}

/** The window of a clip whose length became known, or known better. What showed all of it shows all of it again. */
export function withDuration(shown: Window, duration: number): Window {
  if (isWhole(shown) || duration <= 0) return wholeWindow(duration);
  return windowOf(duration, shown.span.start, spanLength(shown.span));
}
