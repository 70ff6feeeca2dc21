import type { Clip } from '../core/clip.ts';
import type { Footage, FootageVideo } from '../core/footage.ts';
import type { FfmpegLocation } from '../media/ffmpeg/location.ts';
import { makeAudio } from '../media/footage/audio.ts';
import { makeFrames } from '../media/footage/frames.ts';
import { writeVideo } from '../media/footage/video.ts';
import { bytesOfFile } from '../store/scratchFile.ts';

/** What may leave the machine of a clip, made by ffmpeg when it is asked for; the same video is made once. */
export function createFootage(location: FfmpegLocation, clip: Clip): Footage {
  const videos = new Map<string, Promise<FootageVideo>>();
  return {
    video(request, signal) {
      const key = JSON.stringify([request.span.start, request.span.end, request.longSide, request.frameRate, request.withAudio]);
      const made =
        videos.get(key) ??
        bytesOfFile('footage.mp4', (path) => writeVideo(location, clip, request, path, signal)).then(({ bytes, result }) => ({
          ...result,
          bytes,
        }));
      videos.set(key, made);
      // Whoever asks again after a failure or an abort starts afresh.
      made.catch(() => videos.delete(key));
      return made;
    },
    frames: (request, signal) => makeFrames(location, clip, request, signal),
    audio: (span, signal) => makeAudio(location, clip, span, signal),
  };
}
