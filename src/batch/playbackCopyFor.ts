import type { Clip } from '../core/clip.ts';
import { LONGEST_COPIED, PLAYBACK_VERSION, writePlaybackCopy } from '../media/playback/playbackCopy.ts';
import { cachedFile } from '../store/cache.ts';
import type { AnalysisOptions, EvaluationContext } from './context.ts';

/**
 * A copy of the clip that VS Code plays: out of the cache, or made and then kept there.
 *
 * @returns its path, or `null` for a clip too long to be copied without being asked.
 * @throws EvalVerseError `ffmpeg/…`; `options.signal.reason` when aborted.
 */
export async function playbackCopyFor(
  { cacheFolder, ffmpeg }: Pick<EvaluationContext, 'cacheFolder' | 'ffmpeg'>,
  clip: Clip,
  options: AnalysisOptions,
): Promise<string | null> {
  if (clip.duration > LONGEST_COPIED) return null;
  const entry = { kind: `playback-${PLAYBACK_VERSION}`, hash: clip.hash, extension: '.mp4' };
  return cachedFile(cacheFolder, entry, (target) => writePlaybackCopy(ffmpeg, clip, target, options));
}
