import { type Clip, displayedSize } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { FootageVideo, VideoRequest } from '../../core/footage.ts';
import { spanLength } from '../../core/time.ts';
import { treatPicture } from '../analysis/pictureTreatment.ts';
import { INPUT_GUARD, inputArgument } from '../ffmpeg/compose.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { SEEK_MARGIN, seekTo } from './seek.ts';

/** Ticks a second in which the times of all usual frame rates are whole. */
const TICKS = 360_000;
/** Visually lossless for a model, and small: faults of the original's coding survive, ours do not show. */
const QUALITY = '18';

/**
 * Writes a span of a clip as H.264 and AAC in MP4, as a viewer sees it (turned, HDR mapped to SDR, transparency on black), without
 * metadata of any kind.
 *
 * @param target path of the file to write: MP4 for everybody cannot go through a pipe. What is left there after a failure is the
 *   caller's to remove.
 * @throws `EvalVerseError` `ffmpeg/failed` also where ffmpeg has no H.264 encoder; the signal's reason on abort.
 */
export async function writeVideo(
  location: FfmpegLocation,
  clip: Clip,
  { span, longSide, frameRate, withAudio }: VideoRequest,
  target: string,
  signal: AbortSignal,
): Promise<Omit<FootageVideo, 'bytes'>> {
  if (location.kind === 'wasm')
    throw new EvalVerseError('ffmpeg/failed', 'The WebAssembly build of ffmpeg cannot cut video for a judge: install ffmpeg.');
  const { width, height } = sizeWithin(clip, longSide);
  const duration = spanLength(span);
  const { seek, lead } = seekTo(clip, span);
  const hasAudio = withAudio && clip.audio !== null;
  const { afterCrop } = treatPicture(clip.video, location.filters);
  const picture = [
    `${afterCrop}scale=${width}:${height}:out_range=tv`,
    'format=yuv420p',
    'setsar=1',
    // The frame on screen when the span begins may have appeared before it.
    `setpts='max(0,PTS-${lead}/TB)'`,
    ...(frameRate === null ? [] : [`fps=${frameRate}:start_time=0`]),
    // A frame that appears when the span ends is no part of it, whatever way its time is rounded.
    `trim=end=${duration - SEEK_MARGIN}`,
  ].join(',');
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: () => [
      ...[...INPUT_GUARD, '-ss', String(seek), '-i', inputArgument(clip.path), '-map', '0:V:0'],
      ...(hasAudio ? ['-map', '0:a:0', '-af', `asetpts=PTS-${lead}/TB,aresample=async=1:first_pts=0`] : ['-an']),
      ...['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact'],
      ...['-vf', picture, '-fps_mode', frameRate === null ? 'passthrough' : 'cfr'],
      ...(frameRate === null ? ['-enc_time_base', `1/${TICKS}`, '-video_track_timescale', String(TICKS)] : []),
      ...['-t', String(duration), '-c:v', 'libx264', '-preset', 'veryfast', '-crf', QUALITY, '-bf', '0'],
      ...(hasAudio ? ['-c:a', 'aac', '-b:a', '128k', '-ac', '2', '-ar', '48000', '-flags:a', '+bitexact'] : []),
      ...['-movflags', '+faststart', '-f', 'mp4', inputArgument(target)],
    ],
    outputs: [],
    signal,
  });
  return { mimeType: 'video/mp4', width, height, duration, hasAudio };
}

/** Displayed size with even sides, the longer one at most `longSide` pixels. */
export function sizeWithin({ video }: Pick<Clip, 'video'>, longSide: number): { width: number; height: number } {
  const { width, height } = displayedSize(video);
  const factor = Math.min(1, longSide / Math.max(width, height));
  const even = (side: number) => Math.max(2, 2 * Math.round((side * factor) / 2));
  return { width: even(width), height: even(height) };
}
