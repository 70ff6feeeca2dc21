import type { Clip } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { Footage } from '../../core/footage.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';

/** What may leave the machine of a clip, made by ffmpeg when it is asked for. */
export function createFootage(_ffmpeg: FfmpegLocation, _clip: Clip): Footage {
  const missing = async () => {
    throw new EvalVerseError('internal', 'Footage cannot be made yet.');
  };
  return { video: missing, frames: missing, audio: missing };
}
