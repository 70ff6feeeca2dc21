import { createHash } from 'node:crypto';
import type { Clip } from '../core/clip.ts';
import { isAbort, userMessageOf } from '../core/errors.ts';
import type { Fidelity } from '../core/fidelity.ts';
import type { Reference } from '../media/operators/operator.ts';
import { compareFrames } from '../media/reference/compareFrames.ts';
import type { EvaluationContext } from './context.ts';
import { prepareClip } from './prepareClip.ts';
import type { Sidecar, SidecarReference } from './sidecar.ts';
import { signalsFor } from './signalsFor.ts';

/** The reference of a clip, or why there is none although one is named. */
export interface LoadedReference {
  readonly reference: Reference | null;
  /** A sentence about a reference, or a comparison, that cannot be had; or `null`. */
  readonly problem: string | null;
}

type ReferenceContext = Pick<EvaluationContext, 'analyse' | 'cacheFolder' | 'ffmpeg' | 'store'>;

/**
 * Probes and analyses the reference that a clip's sidecar names, and compares the two frame by frame where they are claimed
 * to show the same. A reference that cannot be used keeps no clip from being judged.
 *
 * @throws the signal's reason when aborted; nothing else.
 */
export async function loadReference(
  context: ReferenceContext,
  clip: Clip,
  named: SidecarReference | null,
  options: { readonly signal?: AbortSignal } = {},
): Promise<LoadedReference> {
  if (named === null) return { reference: null, problem: null };
  try {
    const other = await prepareClip(context, named.path, options.signal);
    const signals = await signalsFor(context, other, options);
    const reference = { signals, clip: other, fidelity: null };
    if (!named.sameContent) return { reference, problem: null };
    const { fidelity, problem } = await fidelityOf(context, clip, other, options);
    return { reference: { ...reference, fidelity }, problem };
  } catch (error) {
    if (isAbort(error) || options.signal?.aborted) throw error;
    return { reference: null, problem: `The reference ${named.path} is not used: ${userMessageOf(error)}` };
  }
}

async function fidelityOf(
  { ffmpeg }: ReferenceContext,
  clip: Clip,
  other: Clip,
  options: { readonly signal?: AbortSignal },
): Promise<{ fidelity: Fidelity | null; problem: string | null }> {
  try {
    return { fidelity: await compareFrames(ffmpeg, clip, other, options), problem: null };
  } catch (error) {
    if (isAbort(error) || options.signal?.aborted) throw error;
    return { fidelity: null, problem: `The frames of ${clip.path} and its reference are not compared: ${userMessageOf(error)}` };
  }
}

/**
 * What a verdict on a clip depends on beside the clip itself. A reference that cannot be read counts as none.
 */
export async function besideOf(
  { store }: Pick<EvaluationContext, 'store'>,
  { prompt, reference }: Sidecar,
  signal?: AbortSignal,
): Promise<{ prompt: string | null; reference: string | null }> {
  const textHash = prompt === null ? null : createHash('sha256').update(prompt).digest('hex');
  if (reference === null) return { prompt: textHash, reference: null };
  const bytesHash = await store.hashOf(reference.path, signal).catch((error: unknown) => {
    if (isAbort(error) || signal?.aborted) throw error;
    return null;
  });
  // The same reference says something else once its frames are claimed to be the clip's.
  return { prompt: textHash, reference: bytesHash && (reference.sameContent ? `${bytesHash} same content` : bytesHash) };
}
