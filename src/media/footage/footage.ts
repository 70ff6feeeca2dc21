import type { Clip } from '../../core/clip.ts';
import type { Footage } from '../../core/footage.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { makeAudio } from './audio.ts';
import { makeFrames } from './frames.ts';
import { makeVideo } from './video.ts';

/** What may leave the machine of a clip, made by ffmpeg when it is asked for; the same video is made once. */
export function createFootage(location: FfmpegLocation, clip: Clip): Footage {
  const videos = new Map<string, ReturnType<typeof makeVideo>>();
  return {
    video(request, signal) {
      const key = JSON.stringify([request.span.start, request.span.end, request.longSide, request.frameRate, request.withAudio]);
      const made = videos.get(key) ?? makeVideo(location, clip, request, signal);
      videos.set(key, made);
      // Whoever asks again after a failure or an abort starts afresh.
      made.catch(() => videos.delete(key));
      return made;
    },
    frames: (request, signal) => makeFrames(location, clip, request, signal),
    audio: (span, signal) => makeAudio(location, clip, span, signal),
  };
}
