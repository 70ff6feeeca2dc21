import { type Clip, displayedSize } from '../../core/clip.ts';
import { frameSpan } from '../../core/time.ts';
import { treatPicture } from '../analysis/pictureTreatment.ts';
import { INPUT_GUARD, inputArgument } from '../ffmpeg/compose.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { SEEK_MARGIN } from './seek.ts';

/**
 * Writes frame `index` of a clip as a PNG of its own size with square pixels, as a viewer sees it (HDR mapped to SDR, fields joined,
 * transparency on black).
 *
 * @param target path of the file to write; what is left there after a failure is the caller's to remove.
 * @throws RangeError for a frame that the clip does not have; the signal's reason on abort; what the runner throws.
 */
export async function writeFramePicture(
  location: FfmpegLocation,
  clip: Clip,
  index: number,
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  const { start } = frameSpan(clip.frames, index);
  const seek = Math.max(0, start - SEEK_MARGIN);
  const { width, height } = displayedSize(clip.video);
  const { afterCrop } = treatPicture(clip.video, location.filters);
  const wanted = `select='gte(t,${start - seek - SEEK_MARGIN})',`;
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: () => [
      ...[...INPUT_GUARD, '-ss', String(seek), '-i', inputArgument(clip.path), '-map', '0:V:0', '-map_metadata', '-1'],
      ...['-vf', `${wanted}${afterCrop}scale=${width}:${height}:out_range=full,setsar=1`, '-frames:v', '1'],
      ...['-c:v', 'png', '-f', 'image2', '-update', '1', '-y', inputArgument(target)],
    ],
    outputs: [],
    ...(signal && { signal }),
  });
}
