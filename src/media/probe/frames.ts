import type { FrameTable } from '../../core/time.ts';
import type { PacketList } from './packets.ts';

export interface Rational {
  readonly numerator: number;
  readonly denominator: number;
}

/** Seconds of a time in ticks; one division, so that round values stay round. */
export function secondsOf(ticks: number, timeBase: Rational): number {
  return (ticks * timeBase.numerator) / timeBase.denominator;
}

/** Frame rates that cameras, players and editors agree on. */
const USUAL_RATES: readonly Rational[] = [
  ...[8, 10, 12, 15, 16, 20, 24, 25, 30, 48, 50, 60, 100, 120, 240].map((numerator) => ({ numerator, denominator: 1 })),
  ...[24000, 30000, 48000, 60000, 120000].map((numerator) => ({ numerator, denominator: 1001 })),
];
/** Two rates this close (relative) are the same one, measured twice. */
const RATE_TOLERANCE = 0.002;
/** One distance, rounded to a time base of milliseconds, is a coarser measure. */
const UNEVEN_TOLERANCE = 0.02;

/**
 * The frames that ffmpeg's decoders show, from the packets of a video stream, at the times that they give them.
 *
 * Packets are one frame each. Left out are those the edit list discards, those before the first key frame, which cannot be
 * decoded, and those that claim the time of another frame. Sorted by presentation time.
 *
 * @param timeBase seconds per tick of the stream.
 * @param startTime container start time in seconds.
 * @param delay frames that the decoder holds back to reorder (`has_b_frames`); it counts where the container has no
 *   presentation times (AVI): a frame then gets the decoding time of the packet that pushed it out.
 */
export function frameTableOf(packets: PacketList, timeBase: Rational, startTime: number, delay: number): FrameTable {
  const shown = shownPackets(packets);
  const byDecoding =
    shown.some((index) => Number.isNaN(packets.pts(index))) && !shown.some((index) => Number.isNaN(packets.dts(index)));
  const ticks = byDecoding
    ? afterDelay(distinct(shown.map((index) => packets.dts(index))), delay)
    : distinct(shown.map((index) => packets.pts(index)));
  const times = ticks.map((tick) => clipTime(secondsOf(tick, timeBase), startTime));
  const last = ticks.at(-1);
  if (last === undefined) return { times, end: 0 };
  // Any packet will do: the last one shown is rarely the last one stored, and durations only differ where none is known.
  const lastShown = shown.find((index) => packets.pts(index) === last) ?? shown.at(-1) ?? 0;
  const end = last + (packets.duration(lastShown) || typicalInterval(ticks));
  return { times, end: clipTime(secondsOf(end, timeBase), startTime) };
}

/** Ascending, each once, without those that are not known. */
function distinct(ticks: readonly number[]): Float64Array {
  const sorted = Float64Array.from(ticks.filter((tick) => !Number.isNaN(tick))).sort();
  return sorted.filter((tick, index) => index === 0 || tick !== sorted[index - 1]);
}

/** The times `delay` places later; the last frames come out when the stream ends, one interval apart. */
function afterDelay(ticks: Float64Array, delay: number): Float64Array {
  const last = ticks.at(-1) ?? 0;
  const interval = typicalInterval(ticks);
  return ticks.map((_, index) => ticks[index + delay] ?? last + (index + delay - ticks.length + 1) * interval);
}

/** Clip time at which the last shown packet ends, or `null` when there is none with a time. */
export function endOfPackets(packets: PacketList, timeBase: Rational, startTime: number): number | null {
  let end: number | null = null;
  for (let index = 0; index < packets.length; index++) {
    const tick = Number.isNaN(packets.pts(index)) ? packets.dts(index) : packets.pts(index);
    if (packets.isDiscarded(index) || Number.isNaN(tick)) continue;
    const packetEnd = clipTime(secondsOf(tick + packets.duration(index), timeBase), startTime);
    if (end === null || packetEnd > end) end = packetEnd;
  }
  return end;
}

function shownPackets(packets: PacketList): number[] {
  const indices = Array.from({ length: packets.length }, (_, index) => index);
  const firstKey = indices.find((index) => packets.isKey(index)) ?? 0;
  return indices.filter((index) => index >= firstKey && !packets.isDiscarded(index));
}

/** The container's start is printed in microseconds: what is left of that rounding is no time. */
function clipTime(time: number, startTime: number): number {
  const relative = time - startTime;
  return Math.abs(relative) < 1e-6 ? 0 : relative;
}

/** Median distance of neighbouring times; 0 for fewer than two. */
function typicalInterval(times: Float64Array): number {
  const intervals = times.subarray(1).map((time, index) => time - (times[index] ?? 0));
  return intervals.sort()[intervals.length >> 1] ?? 0;
}

/** Frames per second over the whole table, or `null` for fewer than two frames. */
function measuredRate({ times }: FrameTable): number | null {
  const [first, last] = [times[0], times.at(-1)];
  return first === undefined || last === undefined || last <= first ? null : (times.length - 1) / (last - first);
}

/**
 * True when some frame stands farther from its place on an even grid than rounding to the time base explains: one tick, but
 * never more than a quarter of a frame, since a coarse time base may be the frame rate itself.
 */
export function isVariable(table: FrameTable, timeBase: Rational): boolean {
  const rate = measuredRate(table);
  if (rate === null) return false;
  const tolerance = Math.min(1.01 * secondsOf(1, timeBase), 0.25 / rate) + 1e-6;
  const first = table.times[0] ?? 0;
  return table.times.some((time, index) => Math.abs(time - first - index / rate) > tolerance);
}

/**
 * The nominal frame rate for timecode: the first of the rates the container states that the frames bear out, else the usual
 * rate nearest to what they measure, else the measurement to three decimals. Frames at uneven distances are measured by
 * their usual distance, since their mean rate is no grid that anything lies on.
 */
export function nominalRate(table: FrameTable, stated: readonly (Rational | null | undefined)[], variable: boolean): Rational {
  const candidates = stated.filter((rate) => rate != null);
  const measured = variable ? 1 / typicalInterval(table.times) : measuredRate(table);
  if (measured === null) return candidates[0] ?? { numerator: 25, denominator: 1 };
  const tolerance = variable ? UNEVEN_TOLERANCE : RATE_TOLERANCE;
  const error = (rate: Rational): number => Math.abs(rate.numerator / rate.denominator / measured - 1);
  const nearest = USUAL_RATES.toSorted((a, b) => error(a) - error(b));
  const found = [...candidates, ...nearest].find((rate) => error(rate) < tolerance);
  return found ?? { numerator: Math.round(measured * 1000), denominator: 1000 };
}
