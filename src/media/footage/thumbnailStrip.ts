import { type Clip, displayedSize } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { Size } from '../analysis/frameGeometry.ts';
import { smallSize } from '../analysis/frameGeometry.ts';
import { treatPicture } from '../analysis/pictureTreatment.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { jpegStream } from './jpegStream.ts';
import { SEEK_MARGIN } from './seek.ts';

/** Changes whenever the same times would give another picture. */
export const STRIP_VERSION = 1;
/** Seconds between two thumbnails from which it costs less to jump to each than to decode all that lies between. */
const FAR = 3;

/** Size of one tile: that of the sheet of the analysis. */
export function stripTileSize({ video }: Pick<Clip, 'video'>): Size {
  return smallSize(displayedSize(video));
}

/**
 * The pictures at evenly spaced clip times side by side in one JPEG, as a viewer sees them.
 *
 * @param times seconds of clip time, at least one.
 * @throws `EvalVerseError` `ffmpeg/failed`; the signal's reason on abort.
 */
export async function makeThumbnailStrip(
  location: FfmpegLocation,
  clip: Clip,
  times: readonly number[],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const [first = 0, second = first] = times;
  const step = second - first;
  const { width, height } = stripTileSize(clip);
  const { beforeScaling, afterScaling } = treatPicture(clip.video, location.filters);
  const scaled = `${beforeScaling}scale=${width}:${height}:flags=fast_bilinear:out_range=full,${afterScaling}format=yuvj420p,setsar=1`;
  // After the last frame begins there is none to be found, though it is still on the screen.
  const lastFrame = clip.frames.times.at(-1) ?? 0;
  const seek = (time: number) => ['-ss', String(Math.max(0, Math.min(time, lastFrame) - SEEK_MARGIN))];
  const isFar = step >= FAR || times.length === 1;
  const inputs = isFar
    ? times.map((time) => ({ file: clip.path, options: seek(time) }))
    : [{ file: clip.path, options: [...seek(first), '-t', String(step * (times.length - 0.5))] }];
  const pictures = times.map((_, i) => `[${i}:V:0]trim=end_frame=1,${scaled}[p${i}]`).join(';');
  const row = `${times.map((_, i) => `[p${i}]`).join('')}${times.length > 1 ? `hstack=inputs=${times.length}` : 'null'}[pictures]`;
  const lasting = location.filters.includes('tpad') ? `tpad=stop=${times.length}:stop_mode=clone,` : '';
  const filterGraph = isFar
    ? `${pictures};${row}`
    : `[0:V:0]fps=fps=${1 / step}:start_time=0:round=up,${lasting}${scaled},tile=${times.length}x1:nb_frames=${times.length}[pictures]`;
  const strip = await jpegStream(location, { inputs, filterGraph, quality: 5, options: ['-frames:v', '1'], signal });
  if (strip.length === 0) throw new EvalVerseError('ffmpeg/failed', `No thumbnails of ${clip.path} can be made.`);
  return strip;
}
