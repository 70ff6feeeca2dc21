import { resolve } from 'node:path';
import type { Clip } from '../core/clip.ts';
import { probeClip } from '../media/probe/probe.ts';
import type { EvaluationContext } from './context.ts';

/**
 * Identifies and probes one file.
 *
 * @throws EvalVerseError `clip/…` with a sentence for anything that is not a playable clip.
 */
export async function prepareClip(
  context: Pick<EvaluationContext, 'ffmpeg' | 'store'>,
  path: string,
  signal?: AbortSignal,
): Promise<Clip> {
  const absolute = resolve(path);
  const hash = await context.store.hashOf(absolute, signal);
  return probeClip(context.ffmpeg, { path: absolute, hash }, signal ? { signal } : {});
}
