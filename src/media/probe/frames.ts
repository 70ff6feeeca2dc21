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

/**
 * The frames that a decoder shows, from the packets of a video stream.
 *
 * Packets are one frame each. Left out are those the edit list discards and those before the first key frame, which cannot
 * be decoded. Sorted by presentation time; where the container has none (AVI), frames appear in the order and at the times
 * of decoding, which such containers space evenly. Packets that claim the time of another frame are dropped.
 *
 * @param timeBase seconds per tick of the stream.
 * @param startTime container start time in seconds.
 */
export function frameTableOf(packets: PacketList, timeBase: Rational, startTime: number): FrameTable {
  const shown = shownPackets(packets);
  const byDecoding = shown.some((index) => Number.isNaN(packets.pts(index)));
  const timed = shown
    .map((index) => ({ tick: byDecoding ? packets.dts(index) : packets.pts(index), duration: packets.duration(index) }))
    .filter(({ tick }) => !Number.isNaN(tick))
    .sort((a, b) => a.tick - b.tick)
    .filter(({ tick }, position, all) => position === 0 || tick !== all[position - 1]?.tick);
  const times = Float64Array.from(timed, ({ tick }) => clipTime(secondsOf(tick, timeBase), startTime));
  const last = timed.at(-1);
  if (!last) return { times, end: 0 };
  const end =
    last.duration > 0 ? secondsOf(last.tick + last.duration, timeBase) : secondsOf(last.tick, timeBase) + typicalInterval(times);
  return { times, end: clipTime(end, startTime) };
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

/** Median distance of neighbouring frames in seconds; 0 for fewer than two. */
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
 * rate nearest to what they measure, else the measurement to three decimals.
 */
export function nominalRate(table: FrameTable, stated: readonly (Rational | null | undefined)[]): Rational {
  const measured = measuredRate(table);
  if (measured === null) return stated.find((rate) => rate != null) ?? { numerator: 25, denominator: 1 };
  const error = (rate: Rational): number => Math.abs(rate.numerator / rate.denominator / measured - 1);
  const candidates = stated.filter((rate) => rate != null);
  const found = candidates.find((rate) => error(rate) < RATE_TOLERANCE) ?? USUAL_RATES.toSorted((a, b) => error(a) - error(b))[0];
  if (found && error(found) < RATE_TOLERANCE) return found;
  return { numerator: Math.round(measured * 1000), denominator: 1000 };
}
