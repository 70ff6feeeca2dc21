import type { Clip } from '../core/clip.ts';
import type { Footage, FootageVideo } from '../core/footage.ts';
import { spanLength } from '../core/time.ts';
import type { FfmpegLocation } from '../media/ffmpeg/location.ts';
import { makeAudio, silence } from '../media/footage/audio.ts';
import { makeBlankFrame, writeBlankVideo } from '../media/footage/blank.ts';
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

/** Footage of the same shape in which there is nothing to see or hear. */
export function createBlankFootage(location: FfmpegLocation, clip: Clip): Footage {
  return {
    async video(request, signal) {
      const write = (path: string) => writeBlankVideo(location, clip, request, path, signal);
      const { bytes, result } = await bytesOfFile('blank.mp4', write);
      return { ...result, bytes };
    },
    async frames({ times, longSide }, signal) {
      const jpeg = await makeBlankFrame(location, clip, longSide, signal);
      return times.map((time) => ({ time, jpeg }));
    },
    async audio(span) {
      const duration = spanLength(span);
      return clip.audio === null ? null : { bytes: silence(duration), mimeType: 'audio/wav', duration };
    },
  };
}
