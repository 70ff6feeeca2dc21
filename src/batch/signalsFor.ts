import type { Clip } from '../core/clip.ts';
import type { Signals } from '../core/signals.ts';
import { decodeSignals, encodeSignals, SIGNALS_VERSION } from '../media/analysis/signalsFile.ts';
import { readCache, writeCache } from '../store/cache.ts';
import type { AnalysisOptions, EvaluationContext } from './context.ts';

/** The signals of a clip: out of the cache, or decoded and then kept there. */
export async function signalsFor(
  context: Pick<EvaluationContext, 'analyse' | 'cacheFolder'>,
  clip: Clip,
  options: AnalysisOptions = {},
): Promise<Signals> {
  const kind = `signals-${SIGNALS_VERSION}`;
  const cached = await readCache(context.cacheFolder, kind, clip.hash);
  const known = cached && decodeSignals(cached);
  if (known) return known;
  options.signal?.throwIfAborted();
  const signals = await context.analyse(clip, options);
  await writeCache(context.cacheFolder, kind, clip.hash, encodeSignals(signals));
  return signals;
}
