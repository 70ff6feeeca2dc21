/**
 * Time inside EvalVerse is clip time: seconds since the first moment of the container's presentation timeline
 * (presentation timestamp − container start time). Chromium's `currentTime` is clip time + container start time: it does not
 * take the start time off (measured with mp4, mov, webm and mkv). The player converts at the `<video>` and nowhere else.
 * Frames and timecode exist only at the edges and are converted here, through the frame table.
 */

/** A half-open span of clip time in seconds: `start` ≤ t < `end`. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** Display-order presentation times of every frame, exact for variable frame rates. */
export interface FrameTable {
  /** Clip time in seconds at which each frame appears, strictly increasing. */
  readonly times: Float64Array;
  /** Clip time in seconds at which the last frame's display ends. */
  readonly end: number;
}

/** The index of the frame on screen at clip time `t` (clamped to the first and the last frame). */
export function frameAt(table: FrameTable, t: number): number {
  // The tolerance of one microsecond absorbs the rounding of container timestamps and of `currentTime`.
  const target = t + 1e-6;
  let low = 0;
  let high = table.times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((table.times[middle] ?? 0) <= target) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The span during which frame `index` is displayed. */
export function frameSpan(table: FrameTable, index: number): TimeSpan {
  const start = table.times[index];
  if (start === undefined) throw new RangeError(`frame ${index} of ${table.times.length}`);
  return { start, end: table.times[index + 1] ?? table.end };
}

/**
 * The clip time to hand to a player so that exactly frame `index` is shown: a quarter into the frame's display, away from
 * both borders, because players round seek targets.
 */
export function seekTimeOf(table: FrameTable, index: number): number {
  const { start, end } = frameSpan(table, index);
  return start + (end - start) / 4;
}

/** `m:ss.mmm` (or `h:mm:ss.mmm`), as findings and transport show it. */
export function formatTime(seconds: number): string {
  const totalMilliseconds = Math.max(0, Math.round(seconds * 1000));
  const milliseconds = totalMilliseconds % 1000;
  const totalSeconds = (totalMilliseconds - milliseconds) / 1000;
  const s = totalSeconds % 60;
  const m = Math.floor(totalSeconds / 60) % 60;
  const h = Math.floor(totalSeconds / 3600);
  const tail = `${String(s).padStart(2, '0')}.${String(milliseconds).padStart(3, '0')}`;
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${tail}` : `${m}:${tail}`;
}

export function spanLength(span: TimeSpan): number {
  return span.end - span.start;
}

/** The part of `a` inside `b`, or `null` when they do not overlap. */
export function intersect(a: TimeSpan, b: TimeSpan): TimeSpan | null {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : null;
}

/** Whether two spans share a moment. An empty span (`start` = `end`) stands for the moment at which it starts. */
export function overlap(a: TimeSpan, b: TimeSpan): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}
