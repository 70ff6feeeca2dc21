import type { Clip } from '../../core/clip.ts';
import type { StreamDamage } from '../../core/signals.ts';
import { frameAt, frameSpan } from '../../core/time.ts';
import { INPUT_GUARD, inputArgument } from '../ffmpeg/compose.ts';
import { splitLines } from '../ffmpeg/lines.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';

/** Seconds between two damaged places that are told as one. */
const TOGETHER = 0.25;
/** A sound decoder may swallow this many packets at the start before anything comes out, and one at the end. */
const SOUND_WARM_UP = 4;
/** What decoders say at level `error` about data that is all there: how references are managed, which the picture may not show. */
const HARMLESS = /mmco: unref short failure|co located POCs unavailable|number of reference frames/;
const NOTHING_SAID = 'the data gave no frame';

/** One damaged packet. */
interface Damaged {
  readonly stream: 'picture' | 'sound';
  /** Clip time in seconds. */
  readonly start: number;
  readonly end: number;
  readonly missing: boolean;
  readonly message: string;
}

/**
 * Finds when damaged data is met: decodes the clip a second time, slowly, with the decoder's complaints attached to the packet
 * that caused them (`ffprobe -show_log`). Meant for clips whose decode complained; sound ones never pay for it.
 *
 * @param decoded clip times in seconds of the frames that the decode delivered.
 * @returns the damage in time order; `null` when this ffprobe cannot attach complaints to packets.
 * @throws the signal's reason on abort.
 */
export async function scanDamage(
  location: FfmpegLocation,
  clip: Clip,
  decoded: Float64Array,
  options: { readonly signal?: AbortSignal },
): Promise<StreamDamage[] | null> {
  const reader = createLogReader(clip);
  const splitter = splitLines(reader.take);
  try {
    await runFfmpeg(location, {
      program: 'ffprobe',
      args: () => [
        ...INPUT_GUARD,
        // In one thread, what is said between two packets was said about the first.
        ...['-threads', '1', '-show_packets', '-show_frames', '-show_log', '16'],
        ...['-show_entries', 'packet=codec_type,stream_index,pts_time,dts_time,flags:frame=media_type,stream_index:log=message'],
        ...['-of', 'compact=nokey=0:escape=none', '-i', inputArgument(clip.path)],
      ],
      outputs: [{ name: 'log', onData: splitter.push }],
      ...options,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    if (reader.packets() === 0) return null;
  }
  splitter.end();
  const damaged = [...reader.finish(), ...missingFrames(clip, decoded)];
  return together(clip, damaged, reader.keyTimes());
}

interface LogReader {
  take(line: string): void;
  packets(): number;
  /** Clip times of the key frames. */
  keyTimes(): readonly number[];
  finish(): Damaged[];
}

/** Follows packets, the frames that came out of each, and what was said meanwhile. */
function createLogReader(clip: Clip): LogReader {
  const damaged: Damaged[] = [];
  const keys: number[] = [];
  const silentPackets: number[] = [];
  let packets = 0;
  let soundPackets = 0;
  let current: { stream: 'picture' | 'sound'; time: number; answered: boolean } | null = null;
  let pictureIndex: string | null = null;
  let soundIndex: string | null = null;

  function streamOf(line: string): 'picture' | 'sound' | null {
    const index = /stream_index=(\d+)/.exec(line)?.[1] ?? '';
    if (/(?:codec_type|media_type)=video/.test(line)) {
      pictureIndex ??= index;
      return index === pictureIndex ? 'picture' : null;
    }
    if (!/(?:codec_type|media_type)=audio/.test(line)) return null;
    soundIndex ??= index;
    return index === soundIndex ? 'sound' : null;
  }

  function endPacket(): void {
    if (current?.stream !== 'sound') return;
    soundPackets++;
    if (!current.answered && soundPackets > SOUND_WARM_UP) silentPackets.push(current.time);
  }

  function complain(text: string): void {
    const message = text.replace(/^\[\w+ @ [^\]]*\]\s*/, '').trim();
    if (!current || message === '' || HARMLESS.test(message)) return;
    damaged.push({ stream: current.stream, ...spanAt(clip, current.stream, current.time), missing: false, message });
  }

  return {
    take(line) {
      if (line.startsWith('packet|')) {
        endPacket();
        packets++;
        const stream = streamOf(line);
        const time = Number(/\bpts_time=(-?[\d.]+)/.exec(line)?.[1] ?? /\bdts_time=(-?[\d.]+)/.exec(line)?.[1]) - clip.startTime;
        current = stream && Number.isFinite(time) ? { stream, time, answered: false } : null;
        if (stream === 'picture' && /flags=K/.test(line)) keys.push(time);
      } else if (line.startsWith('frame|') && streamOf(line) === current?.stream && current) {
        current.answered = true;
      }
      const said = line.indexOf('message=');
      if (said >= 0) complain(line.slice(said + 'message='.length));
    },
    packets: () => packets,
    keyTimes: () => keys,
    finish() {
      // The last packet of a track may hold less than a frame.
      const end = clip.duration - 0.1;
      for (const time of silentPackets) {
        if (time >= end) continue;
        damaged.push({ stream: 'sound', ...spanAt(clip, 'sound', time), missing: false, message: NOTHING_SAID });
      }
      return damaged;
    },
  };
}

/** The frame of the clip that a damaged packet belongs to; of sound, what a packet usually holds. */
function spanAt(clip: Clip, stream: 'picture' | 'sound', time: number): { start: number; end: number } {
  if (stream === 'sound') return { start: Math.max(0, time), end: Math.max(0, time) + 0.02 };
  return frameSpan(clip.frames, frameAt(clip.frames, time));
}

/** Frames that the container holds and the decoder did not deliver. */
function missingFrames(clip: Clip, decoded: Float64Array): Damaged[] {
  const missing: Damaged[] = [];
  let next = 0;
  for (const [index, time] of clip.frames.times.entries()) {
    while (next < decoded.length && (decoded[next] ?? 0) < time - 1e-4) next++;
    if (Math.abs((decoded[next] ?? Number.NaN) - time) <= 1e-4) continue;
    missing.push({ stream: 'picture', ...frameSpan(clip.frames, index), missing: true, message: NOTHING_SAID });
  }
  return missing;
}

function together(clip: Clip, damaged: readonly Damaged[], keys: readonly number[]): StreamDamage[] {
  const keyTimes = keys.toSorted((a, b) => a - b);
  return (['picture', 'sound'] as const)
    .flatMap((stream) => groups(damaged.filter((place) => place.stream === stream)))
    .map((group): StreamDamage => {
      const [first] = group;
      const end = Math.min(clip.duration, Math.max(...group.map((place) => place.end)));
      return {
        stream: first.stream,
        start: first.start,
        end,
        missingFrames: group.filter(({ missing }) => missing).length,
        healedAt: first.stream === 'picture' ? (keyTimes.find((key) => key >= end - 1e-4) ?? null) : null,
        message: group.find(({ message }) => message !== NOTHING_SAID)?.message ?? NOTHING_SAID,
      };
    })
    .sort((a, b) => a.start - b.start);
}

/** Places that lie close together, in time order. */
function groups(places: readonly Damaged[]): [Damaged, ...Damaged[]][] {
  const found: [Damaged, ...Damaged[]][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const place of places.toSorted((a, b) => a.start - b.start)) {
    if (place.start - end <= TOGETHER) found.at(-1)?.push(place);
    else found.push([place]);
    end = Math.max(end, place.end);
  }
  return found;
}
