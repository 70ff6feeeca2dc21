import { basename, resolve } from 'node:path';
import { type AudioStream, type Clip, hasAlphaPlane, type VideoStream } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { FrameTable } from '../../core/time.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { type ContainerFacts, inspectContainer } from './container.ts';
import { assertUnchanged, type FileStamp, fileError, stampOf } from './file.ts';
import { endOfPackets, frameTableOf, isVariable, nominalRate, type Rational, secondsOf } from './frames.ts';
import { type ProbeReport, type ReportedStream, readReport } from './report.ts';

/**
 * Reads what a clip is: container, streams, and the exact time of every frame, without decoding.
 * The picture is the first video stream that is not cover art, the sound the first audio stream.
 *
 * @param file.hash SHA-256 of the file's bytes, taken by the caller.
 * @throws `EvalVerseError` `clip/not-found`, `clip/unreadable`, `clip/empty`, `clip/not-media`, `clip/truncated`,
 *   `clip/no-video`, `clip/no-frames`, `clip/single-frame`, `clip/changed`; `ffmpeg/missing`, `ffmpeg/unusable`; the
 *   signal's reason.
 */
export async function probeClip(
  location: FfmpegLocation,
  file: { readonly path: string; readonly hash: string },
  options: { readonly signal?: AbortSignal },
): Promise<Clip> {
  const { signal } = options;
  signal?.throwIfAborted();
  const path = resolve(file.path);
  const stamp = await stampOf(path);
  const container = await inspectContainer(path).catch((error: NodeJS.ErrnoException) => Promise.reject(fileError(path, error)));
  const report = await readClipReport(location, path, container, stamp, signal);
  await assertUnchanged(path, stamp);
  return clipOf({ path, hash: file.hash, size: stamp.size }, container, report);
}

async function readClipReport(
  location: FfmpegLocation,
  path: string,
  container: ContainerFacts,
  stamp: FileStamp,
  signal: AbortSignal | undefined,
): Promise<ProbeReport> {
  if (container.family === 'iso' && !container.hasIndex) throw truncated(path, 'its index is missing, so no frame can be read');
  if (container.family === 'webp' && container.still) throw singleFrame(path);
  try {
    return await readReport(location, path, signal);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof EvalVerseError && error.code !== 'ffmpeg/failed') throw error;
    await assertUnchanged(path, stamp);
    if (container.missingBytes > 0) throw truncated(path, 'what is there cannot be read', error);
    if (container.family === 'webp') {
      const sentence = `"${basename(path)}" is an animated WebP, which ffmpeg reads from version 9 on: install that, or convert the clip to a video or GIF.`;
      throw new EvalVerseError('ffmpeg/failed', sentence, { cause: error });
    }
    const words = container.family === null ? 'is not a video file' : 'has no content that ffmpeg can read';
    throw new EvalVerseError('clip/not-media', `"${basename(path)}" ${words}.`, { cause: error });
  }
}

function clipOf(file: { path: string; hash: string; size: number }, container: ContainerFacts, report: ProbeReport): Clip {
  const name = basename(file.path);
  const picture = report.streams.find(isPicture);
  const sound = report.streams.find((stream) => stream.codec_type === 'audio') ?? null;
  if (!picture) {
    const what = sound ? 'has sound but no picture' : 'has neither picture nor sound';
    throw new EvalVerseError('clip/no-video', `"${name}" ${what}.`);
  }
  const startTime = startTimeOf(report);
  const timeBase = timeBaseOf(picture);
  const packets = report.packets.get(picture.index);
  const frames: FrameTable = packets
    ? frameTableOf(packets, timeBase, startTime, picture.has_b_frames)
    : { times: new Float64Array(), end: 0 };
  const audio = sound && audioOf(sound, report, startTime);

  if (container.missingBytes > 0) throw truncated(file.path, howMuch(frames, report, container, file.size));
  if (frames.times.length === 0)
    throw new EvalVerseError('clip/no-frames', `"${name}" has a video track without a single frame.`);
  if (frames.times.length === 1) throw singleFrame(file.path);
  return {
    ...file,
    container: containerName(container, report),
    duration: Math.max(frames.end, audio?.end ?? 0),
    startTime,
    video: videoOf(picture, frames, timeBase),
    audio: audio?.stream ?? null,
    frames,
  };
}

function isPicture({ codec_type, disposition }: ReportedStream): boolean {
  return codec_type === 'video' && !disposition?.attached_pic && !disposition?.timed_thumbnails;
}

function timeBaseOf({ time_base }: ReportedStream): Rational {
  return time_base ?? { numerator: 1, denominator: 1 };
}

/** ffprobe prints the container's start in microseconds; the stream that begins it knows it exactly. */
function startTimeOf({ format, streams }: ProbeReport): number {
  const starts = streams.flatMap((stream) =>
    stream.start_pts === undefined ? [] : [secondsOf(stream.start_pts, timeBaseOf(stream))],
  );
  const printed = format.start_time ?? (starts.length > 0 ? Math.min(...starts) : 0);
  return starts.find((start) => Math.abs(start - printed) < 1e-6) ?? printed;
}

function videoOf(stream: ReportedStream, frames: FrameTable, timeBase: Rational): VideoStream {
  const rotation = rotationOf(stream);
  const [width, height] = [stream.width ?? 0, stream.height ?? 0];
  const variableFrameRate = isVariable(frames, timeBase);
  const turned = rotation === 90 || rotation === 270;
  return {
    codec: stream.codec_name,
    width: turned ? height : width,
    height: turned ? width : height,
    rotation,
    pixelAspect: pixelAspectOf(stream, turned),
    pixelFormat: stream.pix_fmt,
    bitDepth: bitDepthOf(stream),
    fieldOrder: fieldOrderOf(stream),
    range: rangeOf(stream),
    transfer: transferOf(stream),
    alpha: hasAlpha(stream),
    frameRate: nominalRate(frames, [stream.avg_frame_rate, stream.r_frame_rate], variableFrameRate),
    variableFrameRate,
  };
}

/** The display matrix states the angle anticlockwise (libavutil/display.h). */
function rotationOf(stream: ReportedStream): VideoStream['rotation'] {
  const angle = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  const quarters = ((Math.round(-angle / 90) % 4) + 4) % 4;
  return ([0, 90, 180, 270] as const)[quarters] ?? 0;
}

/** Bits per sample from names such as `yuv420p10le`, `p010le`, `gray12be`, `rgb48le`; the stream's own word only without one. */
function bitDepthOf({ bits_per_raw_sample, pix_fmt }: ReportedStream): number {
  if (pix_fmt === 'unknown') return bits_per_raw_sample || 8;
  if (/(?:48|64)[lb]e$/.test(pix_fmt)) return 16;
  return Number(/(?:p|p0|gray|y2)(9|10|12|14|16)[lb]e$/.exec(pix_fmt)?.[1] ?? 8);
}

function pixelAspectOf({ sample_aspect_ratio }: ReportedStream, turned: boolean): VideoStream['pixelAspect'] {
  const { numerator, denominator } = sample_aspect_ratio ?? { numerator: 1, denominator: 1 };
  return turned ? { numerator: denominator, denominator: numerator } : { numerator, denominator };
}

/** ffprobe's two letters name the field that is coded first and the one that is shown first (libavcodec/codec_par.h). */
function fieldOrderOf({ field_order }: ReportedStream): VideoStream['fieldOrder'] {
  if (field_order === 'progressive') return 'progressive';
  if (field_order === 'tt' || field_order === 'bt') return 'top-first';
  return field_order === 'bb' || field_order === 'tb' ? 'bottom-first' : 'unknown';
}

/** ffmpeg's `yuvj` formats and those without YCbCr are full range by definition. */
function rangeOf({ color_range, pix_fmt }: ReportedStream): VideoStream['range'] {
  return color_range === 'pc' || !/^(?:yuva?4|nv|p[024])/.test(pix_fmt) ? 'full' : 'limited';
}

function transferOf({ color_transfer }: ReportedStream): VideoStream['transfer'] {
  if (color_transfer === 'smpte2084') return 'pq';
  return color_transfer === 'arib-std-b67' ? 'hlg' : 'sdr';
}

/** WebM keeps the transparency of VP8 and VP9 beside the picture. Every GIF could be transparent, so its format says nothing. */
function hasAlpha({ codec_name, pix_fmt, tags }: ReportedStream): boolean {
  if (codec_name === 'gif') return false;
  return (tags?.alpha_mode ?? tags?.ALPHA_MODE) === '1' || hasAlphaPlane(pix_fmt);
}

function audioOf(stream: ReportedStream, report: ProbeReport, startTime: number): { stream: AudioStream; end: number } | null {
  const timeBase = timeBaseOf(stream);
  const packets = report.packets.get(stream.index);
  const end = packets ? endOfPackets(packets, timeBase, startTime) : null;
  const channels = stream.channels;
  const sampleRate = stream.sample_rate;
  // A track that is declared but holds nothing is no sound.
  if (end === null || !channels || !sampleRate) return null;
  const begin = Math.max(0, secondsOf(stream.start_pts ?? 0, timeBase) - startTime);
  const layout = stream.channel_layout ?? (channels === 1 ? 'mono' : `${channels} channels`);
  return { stream: { codec: stream.codec_name, channels, layout, sampleRate, duration: Math.max(0, end - begin) }, end };
}

function containerName({ family, docType }: ContainerFacts, { format }: ProbeReport): string {
  if (family === 'iso') return format.tags?.major_brand?.trim() === 'qt' ? 'mov' : 'mp4';
  if (family === 'matroska') return docType === 'webm' ? 'webm' : 'matroska';
  return format.format_name;
}

function howMuch(frames: FrameTable, { format }: ProbeReport, { family, missingBytes }: ContainerFacts, size: number): string {
  if (family === 'gif') return 'its end is missing';
  const [there, whole] = [frames.end, format.duration ?? 0].map((seconds) => seconds.toFixed(1));
  // What is missing in the middle does not end the clip earlier.
  if (Number(there) < Number(whole)) return `${there} of ${whole} s are there`;
  return `${Math.floor((100 * size) / (size + missingBytes))} % of its bytes are there`;
}

function singleFrame(path: string): EvalVerseError {
  const sentence = `"${basename(path)}" has one frame only: a still picture cannot be judged as a clip.`;
  return new EvalVerseError('clip/single-frame', sentence);
}

function truncated(path: string, what: string, cause?: unknown): EvalVerseError {
  return new EvalVerseError('clip/truncated', `"${basename(path)}" is cut short: ${what}; get the whole file.`, { cause });
}
