import type { Clip } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { FootageFrame, FramesRequest } from '../../core/footage.ts';
import { frameAt } from '../../core/time.ts';
import { treatPicture } from '../analysis/pictureTreatment.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { jpegStream } from './jpegStream.ts';
import { SEEK_MARGIN } from './seek.ts';
import { sizeWithin } from './video.ts';

/**
 * The frames on screen at some clip times as JPEGs, as a viewer sees them. Times that show the same frame get the same one.
 *
 * @throws `EvalVerseError` `ffmpeg/failed` when not every frame comes out; the signal's reason on abort.
 */
export async function makeFrames(
  location: FfmpegLocation,
  clip: Clip,
  { times, longSide }: FramesRequest,
  signal: AbortSignal,
): Promise<readonly FootageFrame[]> {
  const shown = times.map((time) => clip.frames.times[frameAt(clip.frames, time)] ?? 0);
  const wanted = [...new Set(shown)].sort((a, b) => a - b);
  const [first] = wanted;
  const last = wanted.at(-1);
  if (first === undefined || last === undefined) return [];
  const seek = Math.max(0, first - SEEK_MARGIN);
  const { width, height } = sizeWithin(clip, longSide);
  const { afterCrop } = treatPicture(clip.video, location.filters);
  const near = (time: number) => `between(t,${time - seek - SEEK_MARGIN},${time - seek + SEEK_MARGIN})`;
  const bytes = await jpegStream(location, {
    inputs: [{ file: clip.path, options: ['-ss', String(seek)] }],
    filterGraph: `[0:V:0]select='${wanted.map(near).join('+')}',${afterCrop}scale=${width}:${height}:out_range=full,format=yuvj420p,setsar=1[pictures]`,
    quality: 2,
    options: ['-fps_mode', 'passthrough'],
    signal,
  });
  const pictures = splitJpegs(bytes);
  if (pictures.length !== wanted.length)
    throw new EvalVerseError('ffmpeg/failed', `Only ${pictures.length} of ${wanted.length} frames of ${clip.path} can be read.`);
  return shown.map((time) => ({ time, jpeg: pictures[wanted.indexOf(time)] ?? new Uint8Array() }));
}

/** Pictures that follow one another. Inside one, the bytes of an end marker never stand next to each other. */
function splitJpegs(bytes: Buffer): Uint8Array[] {
  const END = Buffer.from([0xff, 0xd9]);
  const pictures: Uint8Array[] = [];
  let from = 0;
  for (let end = bytes.indexOf(END); end >= 0; end = bytes.indexOf(END, from)) {
    pictures.push(bytes.subarray(from, end + 2));
    from = end + 2;
  }
  return pictures;
}
