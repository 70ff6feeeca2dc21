import { createHash } from 'node:crypto';
import type { Clip } from '../core/clip.ts';
import { type StripName, stripTimes, type ThumbnailStrip } from '../core/thumbnailStrip.ts';
import { makeThumbnailStrip, STRIP_VERSION, stripTileSize } from '../media/footage/thumbnailStrip.ts';
import { readCache, writeCache } from '../store/cache.ts';
import type { EvaluationContext } from './context.ts';

/**
 * A strip of thumbnails: out of the cache, or made and then kept there. `null` for one that lies behind the end of the clip.
 *
 * @throws EvalVerseError `ffmpeg/…`; `signal.reason` when aborted.
 */
export async function thumbnailStripFor(
  { cacheFolder, ffmpeg }: Pick<EvaluationContext, 'cacheFolder' | 'ffmpeg'>,
  clip: Clip,
  name: StripName,
  signal: AbortSignal,
): Promise<ThumbnailStrip | null> {
  const times = stripTimes(name, clip.duration);
  if (times.length === 0) return null;
  const kind = `thumbnails-${STRIP_VERSION}`;
  const entry = createHash('sha256').update(`${clip.hash} ${name.level} ${name.block}`).digest('hex');
  let jpeg = await readCache(cacheFolder, kind, entry);
  signal.throwIfAborted();
  if (!jpeg) {
    jpeg = await makeThumbnailStrip(ffmpeg, clip, times, signal);
    await writeCache(cacheFolder, kind, entry, jpeg);
  }
  // A Buffer turns itself into JSON on its way to a page, where it would be no bytes any more.
  const bytes = new Uint8Array(jpeg);
  return { ...name, ...stripTileSize(clip), times: Float64Array.from(times), columns: times.length, jpeg: bytes };
}
