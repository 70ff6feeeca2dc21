import { type Clip, displayedSize } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import { channelFilters } from '../analysis/channelFilters.ts';
import { treatPicture } from '../analysis/pictureTreatment.ts';
import { INPUT_GUARD, inputArgument } from '../ffmpeg/compose.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';

/** Seconds of the longest clip that a copy is made of without being asked: about a quarter of that is spent on it. */
export const LONGEST_COPIED = 120;
/** Raised when copies are made differently: older ones are then not used. */
export const PLAYBACK_VERSION = 1;
/** Pixels of the longer side at most. */
const LARGEST_SIDE = 1280;
/** Ticks a second in which the times of all usual frame rates, and of GIF and WebM, are whole. */
const TICKS = 360_000;

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
  options: { readonly signal?: AbortSignal; readonly onProgress?: (fraction: number) => void },
): Promise<void> {
  if (location.kind === 'wasm') {
    throw new EvalVerseError('ffmpeg/failed', 'The WebAssembly build of ffmpeg cannot make a copy to play: install ffmpeg.');
  }
  const { signal, onProgress } = options;
  const { width, height } = displayedSize(clip.video);
  const factor = Math.min(1, LARGEST_SIDE / Math.max(width, height));
  const even = (side: number) => Math.max(2, 2 * Math.round((side * factor) / 2));
  const { afterCrop } = treatPicture(clip.video, location.filters);
  const sound = clip.audio ? channelFilters(clip.audio, 2, location.filters) : '';
  const picture = `${afterCrop}scale=${even(width)}:${even(height)}:out_range=tv,format=yuv420p,setsar=1`;
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: () => [
      ...[...INPUT_GUARD, '-i', inputArgument(clip.path), '-map', '0:V:0', '-map', '0:a:0?', '-map_metadata', '-1'],
      ...['-vf', picture, '-fps_mode', 'passthrough', '-enc_time_base', `1/${TICKS}`, '-video_track_timescale', String(TICKS)],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-bf', '0', '-force_key_frames', 'expr:gte(t,n_forced*0.5)'],
      ...['-af', `${sound}aformat=channel_layouts=stereo`, '-c:a', 'libmp3lame', '-b:a', '192k', '-ar', '48000'],
      ...['-movflags', '+faststart', '-f', 'mp4', '-y', inputArgument(target)],
    ],
    outputs: [],
    ...(signal && { signal }),
    ...(onProgress && { onProgress: (time) => onProgress(Math.min(1, time / clip.duration)) }),
  });
}
