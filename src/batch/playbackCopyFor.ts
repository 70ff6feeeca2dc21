import type { Clip } from '../core/clip.ts';
import {
  copyExtension,
  isCopied,
  PLAYBACK_VERSION,
  type PlaybackKind,
  writePlaybackCopy,
  writeSoundCopy,
} from '../media/playback/playbackCopy.ts';
import { cachedFile } from '../store/cache.ts';
import type { AnalysisOptions, EvaluationContext } from './context.ts';

/**
 * A copy of the clip that VS Code plays: out of the cache, or made and then kept there.
 *
 * @returns its path, or `null` for a clip too long or too large to be copied without being asked.
 * @throws EvalVerseError `ffmpeg/…`; `options.signal.reason` when aborted.
 */
export async function playbackCopyFor(
  { cacheFolder, ffmpeg }: Pick<EvaluationContext, 'cacheFolder' | 'ffmpeg'>,
  clip: Clip,
  kind: PlaybackKind,
  options: AnalysisOptions,
): Promise<string | null> {
  if (!isCopied(clip, kind)) return null;
  const entry = { kind: `playback-${kind}-${PLAYBACK_VERSION}`, hash: clip.hash, extension: copyExtension(clip, kind) };
  const write = kind === 'sound' ? writeSoundCopy : writePlaybackCopy;
  return cachedFile(cacheFolder, entry, (target) => write(ffmpeg, clip, target, options));
}
