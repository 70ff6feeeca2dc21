import { type FrameTable, frameAt, type TimeSpan } from '../time.ts';

/** What is held against each other: the same time in every clip, or the same place in the shot of the same number. */
export const SYNC_MODES = ['time', 'shot'] as const;
export type SyncMode = (typeof SYNC_MODES)[number];

export interface TimedClip {
  readonly table: FrameTable;
  /** Seconds. */
  readonly duration: number;
  /** In time order; empty while they are not known. */
  readonly shots: readonly TimeSpan[];
}

/** A stretch of common time in which every clip goes through one span of its own; it is as long as the longest of them. */
export interface Stretch extends TimeSpan {
  /** By clip; empty for a clip that has no such shot, `null` for one that nothing is known about. */
  readonly spans: readonly (TimeSpan | null)[];
  /** Index of the clip whose span is the longest: while playing, the others keep to it. */
  readonly driver: number;
}

/** Clips laid beside each other on one axis of seconds, which begins at 0. */
export interface CommonTime {
  readonly clips: readonly (TimedClip | null)[];
  /** They tile the axis; at least one. */
  readonly stretches: readonly Stretch[];
  readonly end: number;
}

/** Where a clip is at a moment of common time. */
export interface Place {
  /** Seconds of clip time. */
  readonly time: number;
  /** Its span is over: it waits on the span's last frame. */
  readonly waiting: boolean;
}

/** Seconds by which a moment lies before a border that it must not touch; more than what `frameAt` absorbs. */
const JUST_BEFORE = 2e-6;
/** Seconds. Containers round timestamps to milliseconds each in its own way: borders this near to each other are one moment. */
const SAME_MOMENT = 0.002;

/** Lays clips beside each other; `null` while nothing is known about any, or not about the shots of all that are known. */
export function commonTime(clips: readonly (TimedClip | null)[], mode: SyncMode): CommonTime | null {
  const known = clips.flatMap((clip) => clip ?? []);
  if (known.length === 0 || (mode === 'shot' && known.some(({ shots }) => shots.length === 0))) return null;
  const count = mode === 'time' ? 1 : Math.max(...known.map(({ shots }) => shots.length));
  const stretches: Stretch[] = [];
  let start = 0;
  for (let index = 0; index < count; index++) {
    const spans = clips.map((clip) => clip && spanOf(clip, index, mode));
    const lengths = spans.map((span) => (span ? span.end - span.start : 0));
    const length = Math.max(...lengths);
    stretches.push({ start, end: start + length, spans, driver: lengths.indexOf(length) });
    start += length;
  }
  return { clips, stretches, end: start };
}

function spanOf({ duration, shots }: TimedClip, index: number, mode: SyncMode): TimeSpan {
  return mode === 'time' ? { start: 0, end: duration } : (shots[index] ?? { start: duration, end: duration });
}

/** The stretch at a moment; before the first and behind the last one the nearest. */
export function stretchAt({ stretches }: CommonTime, moment: number): Stretch {
  const found = stretches.find(({ end }) => moment < end - JUST_BEFORE) ?? stretches.at(-1);
  if (!found) throw new RangeError('a common time has at least one stretch');
  return found;
}

/** Where clip `index` is at a moment; `null` when nothing is known about it. */
export function placeOf(common: CommonTime, index: number, moment: number): Place | null {
  const stretch = stretchAt(common, moment);
  const span = stretch.spans[index];
  const clip = common.clips[index];
  if (!span || !clip) return null;
  const time = span.start + Math.max(0, moment - stretch.start);
  if (time < span.end - JUST_BEFORE) return { time, waiting: false };
  const { table } = clip;
  return { time: table.times[frameAt(table, span.end - JUST_BEFORE)] ?? 0, waiting: true };
}

/** The moment at which the driver of a stretch is at `clipTime`. */
export function momentOf({ start, spans, driver }: Stretch, clipTime: number): number {
  return start + clipTime - (spans[driver]?.start ?? 0);
}

/** The moment at which the pictures on screen at `moment` have all appeared: what seeking and pausing come to rest at. */
export function restAt(common: CommonTime, moment: number): number {
  const inside = Math.min(Math.max(0, moment), common.end - JUST_BEFORE);
  const stretch = stretchAt(common, inside);
  return Math.max(stretch.start, ...appearances(common, stretch, inside + SAME_MOMENT));
}

/** The next moment, or the one before, at which any clip shows another picture; `moment` itself at either end. */
export function neighbourMoment(common: CommonTime, moment: number, direction: 1 | -1): number {
  return direction === 1 ? nextMoment(common, moment) : previousMoment(common, moment);
}

function nextMoment(common: CommonTime, moment: number): number {
  const stretch = stretchAt(common, moment);
  const borders = stretch.spans.flatMap((span, index) => {
    const clip = common.clips[index];
    const place = placeOf(common, index, moment);
    if (!span || !clip || !place || place.waiting) return [];
    const border = clip.table.times[frameAt(clip.table, place.time) + 1];
    return border === undefined || border >= span.end - JUST_BEFORE ? [] : [stretch.start + border - span.start];
  });
  const first = Math.min(...borders);
  if (Number.isFinite(first)) return Math.max(...borders.filter((border) => border <= first + SAME_MOMENT));
  return stretch.end < common.end - JUST_BEFORE ? stretch.end : moment;
}

function previousMoment(common: CommonTime, moment: number): number {
  const stretch = stretchAt(common, moment);
  if (moment > stretch.start + SAME_MOMENT)
    return Math.max(stretch.start, ...appearances(common, stretch, moment - SAME_MOMENT - JUST_BEFORE));
  return stretch.start > 0 ? restAt(common, stretch.start - JUST_BEFORE - SAME_MOMENT) : 0;
}

/** When the pictures appeared that the clips show at `moment`, as moments of the stretch. */
function appearances(common: CommonTime, stretch: Stretch, moment: number): number[] {
  return stretch.spans.flatMap((span, index) => {
    const clip = common.clips[index];
    if (!span || !clip || span.start === span.end) return [];
    const time = Math.min(span.start + moment - stretch.start, span.end - JUST_BEFORE);
    const appeared = clip.table.times[frameAt(clip.table, time)] ?? 0;
    return [stretch.start + appeared - span.start];
  });
}

/** The stretch before or after the one at a moment: where going by shots leads. Back from inside a stretch leads to its start. */
export function neighbourStretch(common: CommonTime, moment: number, direction: 1 | -1): number {
  const stretch = stretchAt(common, moment);
  if (direction === 1) return stretch.end < common.end - JUST_BEFORE ? stretch.end : moment;
  if (moment > stretch.start + SAME_MOMENT) return stretch.start;
  return stretch.start > 0 ? stretchAt(common, stretch.start - JUST_BEFORE * 2).start : 0;
}

/** The moment at which clip `index` is at `clipTime`; the end when it never is. */
export function momentWhere(common: CommonTime, index: number, clipTime: number): number {
  for (const { start, spans } of common.stretches) {
    const span = spans[index];
    if (span && span.start - JUST_BEFORE <= clipTime && clipTime < span.end) return start + Math.max(0, clipTime - span.start);
  }
  return common.end;
}
