import { type Clip, displayedSize } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import { channelFilters } from '../analysis/channelFilters.ts';
import { treatPicture } from '../analysis/pictureTreatment.ts';
import { INPUT_GUARD, inputArgument } from '../ffmpeg/compose.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';

/** What of a clip is made anew: only its sound, which keeps the picture as it is and costs little, or picture and sound. */
export type PlaybackKind = 'sound' | 'full';

/** Seconds of the longest clip that a full copy is made of without being asked: about a quarter of that is spent on it. */
const LONGEST_COPIED = 120;
/** Bytes of the largest clip of which a copy with other sound is made: it is as large itself. */
const LARGEST_COPIED = 2 * 2 ** 30;
/** Raised when copies are made differently: older ones are then not used. */
export const PLAYBACK_VERSION = 1;
/** Pixels of the longer side at most. */
const LARGEST_SIDE = 1280;
/** Ticks a second in which the times of all usual frame rates, and of GIF and WebM, are whole. */
const TICKS = 360_000;

/** Whether a copy is made without being asked. */
export function isCopied({ duration, size }: Pick<Clip, 'duration' | 'size'>, kind: PlaybackKind): boolean {
  return kind === 'sound' ? size <= LARGEST_COPIED : duration <= LONGEST_COPIED;
}

/** The ending of a copy's file name. MP4 does not take every picture that Chromium shows. */
export function copyExtension({ video }: Clip, kind: PlaybackKind): '.mp4' | '.mkv' {
  return kind === 'full' || video.codec === 'h264' ? '.mp4' : '.mkv';
}

/**
 * Writes a copy of a clip with the same picture and with sound that every Chromium plays (MP3 or FLAC), each frame at its clip time.
 *
 * @param target path of the file to write; what is left there after a failure is the caller's to remove.
 * @throws the signal's reason on abort; what the runner throws.
 */
export async function writeSoundCopy(
  location: FfmpegLocation,
  clip: Clip,
  target: string,
  { signal, onProgress }: CopyOptions,
): Promise<void> {
  requireProgram(location);
  const extension = copyExtension(clip, 'sound');
  const format = extension === '.mp4' ? ['-movflags', '+faststart', '-f', 'mp4'] : ['-f', 'matroska'];
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: () => [
      ...[
        ...INPUT_GUARD,
        '-i',
        inputArgument(clip.path),
        '-map',
        '0:V:0',
        '-map',
        '0:a:0',
        '-map_metadata',
        '-1',
        '-c:v',
        'copy',
      ],
      ...soundArguments(clip, location, extension),
      ...[...format, '-y', inputArgument(target)],
    ],
    outputs: [],
    ...(signal && { signal }),
    ...(onProgress && { onProgress: (time) => onProgress(Math.min(1, time / clip.duration)) }),
  });
}

interface CopyOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

function requireProgram(location: FfmpegLocation): void {
  if (location.kind !== 'wasm') return;
  throw new EvalVerseError('ffmpeg/failed', 'The WebAssembly build of ffmpeg cannot make a copy to play: install ffmpeg.');
}

/** The sound as two channels. FLAC, unlike MP3, does not begin before the picture, which Matroska would move for it. */
function soundArguments({ audio }: Clip, { filters }: FfmpegLocation, extension: '.mp4' | '.mkv'): string[] {
  const sound = audio ? channelFilters(audio, 2, filters) : '';
  const codec = extension === '.mp4' ? ['-c:a', 'libmp3lame', '-b:a', '192k'] : ['-c:a', 'flac', '-sample_fmt', 's16'];
  return ['-af', `${sound}aformat=channel_layouts=stereo`, ...codec, '-ar', '48000'];
}

/**
 * Writes a copy of a clip that every Chromium plays, for looking at only: H.264 with MP3 in MP4, each frame at its clip time (its
 * start time is 0), as the analysis sees it (HDR mapped to SDR, fields joined, transparency on black), a key frame twice a second.
 *
 * @param target path of the file to write; what is left there after a failure is the caller's to remove.
 * @throws the signal's reason on abort; what the runner throws, `ffmpeg/failed` also where ffmpeg has no H.264 encoder.
 */
export async function writePlaybackCopy(
  location: FfmpegLocation,
  clip: Clip,
  target: string,
  { signal, onProgress }: CopyOptions,
): Promise<void> {
  requireProgram(location);
  const { width, height } = displayedSize(clip.video);
  const factor = Math.min(1, LARGEST_SIDE / Math.max(width, height));
  const even = (side: number) => Math.max(2, 2 * Math.round((side * factor) / 2));
  const { afterCrop } = treatPicture(clip.video, location.filters);
  const picture = `${afterCrop}scale=${even(width)}:${even(height)}:out_range=tv,format=yuv420p,setsar=1`;
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: () => [
      ...[...INPUT_GUARD, '-i', inputArgument(clip.path), '-map', '0:V:0', '-map', '0:a:0?', '-map_metadata', '-1'],
      ...['-vf', picture, '-fps_mode', 'passthrough', '-enc_time_base', `1/${TICKS}`, '-video_track_timescale', String(TICKS)],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-bf', '0', '-force_key_frames', 'expr:gte(t,n_forced*0.5)'],
      ...soundArguments(clip, location, '.mp4'),
      ...['-movflags', '+faststart', '-f', 'mp4', '-y', inputArgument(target)],
    ],
    outputs: [],
    ...(signal && { signal }),
    ...(onProgress && { onProgress: (time) => onProgress(Math.min(1, time / clip.duration)) }),
  });
}
