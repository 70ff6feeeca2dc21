import type { Clip } from '../core/clip.ts';
import { EvalVerseError } from '../core/errors.ts';
import type { Signals } from '../core/signals.ts';
import { decodeSignals, encodeSignals, SIGNALS_VERSION } from '../media/analysis/signalsFile.ts';
import { FACES_VERSION } from '../media/faces/pack.ts';
import { readCache, writeCache } from '../store/cache.ts';
import type { AnalysisOptions, EvaluationContext } from './context.ts';

/**
 * The signals of a clip: out of the cache, or decoded and then kept there. What one ffmpeg could only do in part is done again when
 * there is another one.
 *
 * @throws EvalVerseError `clip/changed` when the file got other bytes before it was decoded to its end, `ffmpeg/…`;
 *   `options.signal.reason` when aborted.
 */
export async function signalsFor(
  context: Pick<EvaluationContext, 'analyse' | 'cacheFolder' | 'faces' | 'ffmpeg' | 'store'>,
  clip: Clip,
  options: AnalysisOptions = {},
): Promise<Signals> {
  const kind = `signals-${SIGNALS_VERSION}${context.faces ? `-faces-${FACES_VERSION}` : ''}`;
  const cached = await readCache(context.cacheFolder, kind, clip.hash);
  const known = cached && decodeSignals(cached);
  if (known && (known.limitations.length === 0 || isBy(known, context.ffmpeg))) return known;
  options.signal?.throwIfAborted();
  const signals = await context.analyse(clip, options);
  // Kept under the hash of the bytes before, the signals of others would be wrong for good.
  if ((await context.store.hashOf(clip.path, options.signal)) !== clip.hash)
    throw new EvalVerseError('clip/changed', `${clip.path} changed while it was analysed. Try again when it is complete.`);
  await writeCache(context.cacheFolder, kind, clip.hash, encodeSignals(signals));
  return signals;
}

function isBy({ decoder }: Signals, { version, kind }: EvaluationContext['ffmpeg']): boolean {
  return decoder.version === version && decoder.build === kind;
}
