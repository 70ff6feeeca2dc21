import type { Clip } from '../../core/clip.ts';
import type { FootageVideo, VideoRequest } from '../../core/footage.ts';
import { spanLength } from '../../core/time.ts';
import { inputArgument } from '../ffmpeg/compose.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { sizeWithin } from './video.ts';

/** Frames a second of a picture that does not change; a judge may look as often as it likes. */
const RATE = 24;

/** Writes a video of the size, length and tracks that `writeVideo` would give, with nothing but grey and silence in it. @throws as `writeVideo`. */
export async function writeBlankVideo(
  location: FfmpegLocation,
  clip: Clip,
  { span, longSide, withAudio }: VideoRequest,
  target: string,
  signal: AbortSignal,
): Promise<Omit<FootageVideo, 'bytes'>> {
  const { width, height } = sizeWithin(clip, longSide);
  const duration = spanLength(span);
  const hasAudio = withAudio && clip.audio !== null;
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: () => [
      ...['-f', 'lavfi', '-i', `color=gray:size=${width}x${height}:rate=${RATE}:duration=${duration}`],
      ...(hasAudio ? ['-f', 'lavfi', '-i', 'anullsrc=sample_rate=48000:channel_layout=stereo', '-c:a', 'aac'] : []),
      ...['-t', String(duration), '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-fflags', '+bitexact'],
      ...['-movflags', '+faststart', '-f', 'mp4', inputArgument(target)],
    ],
    outputs: [],
    signal,
  });
  return { mimeType: 'video/mp4', width, height, duration, hasAudio };
}

/** A grey JPEG of the size that `makeFrames` would give. @throws what the runner throws; the signal's reason on abort. */
export async function makeBlankFrame(
  location: FfmpegLocation,
  clip: Clip,
  longSide: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { width, height } = sizeWithin(clip, longSide);
  const chunks: Uint8Array[] = [];
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: (target) => [
      ...['-f', 'lavfi', '-i', `color=gray:size=${width}x${height}`, '-frames:v', '1', '-c:v', 'mjpeg', '-f', 'image2pipe'],
      target('frame'),
    ],
    outputs: [{ name: 'frame', onData: (chunk) => chunks.push(Uint8Array.from(chunk)) }],
    signal,
  });
  return Buffer.concat(chunks);
}
