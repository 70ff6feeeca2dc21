import { resolve } from 'node:path';
import type { Clip } from '../core/clip.ts';
import type { JudgeRequest } from '../core/judge.ts';
import { editedBoundaries, type ShotEdits } from '../core/shotCorrections.ts';
import { shotsOf } from '../core/signals.ts';
import { dimensionsOf } from '../core/taxonomy/walk.ts';
import type { JudgedRange } from '../core/verdict.ts';
import type { ModelJudge } from '../judges/modelJudge.ts';
import type { ShownPrompt } from '../judges/protocol/prompt.ts';
import { treatPicture } from '../media/analysis/pictureTreatment.ts';
import type { AnalysisOptions, EvaluationContext } from './context.ts';
import { createFootage } from './footage.ts';
import { measurementsFor } from './measurementsFor.ts';
import { prepareClip } from './prepareClip.ts';
import { loadReference } from './reference.ts';
import { shotEditsFor } from './shotEditsFor.ts';
import { readSidecar, type Sidecar } from './sidecar.ts';
import { signalsFor } from './signalsFor.ts';
import { type EvaluationTarget, judgedRange } from './target.ts';

export type RequestContext = Pick<EvaluationContext, 'analyse' | 'cacheFolder' | 'ffmpeg' | 'store' | 'taxonomy'>;

/**
 * Everything that judges look at for one range of a probed clip, and sentences about what could not be used.
 *
 * @throws EvalVerseError `clip/…`, `ffmpeg/…`; `options.signal.reason` when aborted.
 */
export async function judgeRequestFor(
  context: RequestContext,
  clip: Clip,
  { range, shotEdits }: { readonly range: JudgedRange; readonly shotEdits: ShotEdits },
  sidecar: Sidecar,
  options: AnalysisOptions,
): Promise<{ request: JudgeRequest; notes: readonly string[] }> {
  const detected = await signalsFor(context, clip, options);
  const signals = { ...detected, boundaries: editedBoundaries(detected.boundaries, shotEdits) };
  const withSignal = options.signal ? { signal: options.signal } : {};
  const { reference, problem } = await loadReference(context, clip, sidecar.reference, withSignal);
  const request: JudgeRequest = {
    clip,
    range,
    shots: shotsOf(signals.boundaries, signals.duration),
    measurements: await measurementsFor(context, { signals, clip, reference }, range.span, options.signal),
    withoutFaces: signals.faces && signals.faces.tracks.length + signals.faces.doubtful === 0,
    prompt: sidecar.prompt,
    footage: createFootage(context.ffmpeg, clip),
    reference: reference && { clip: reference.clip, footage: createFootage(context.ffmpeg, reference.clip) },
  };
  const treated = treatPicture(clip.video, context.ffmpeg.filters).notes;
  return { request, notes: [...treated, ...signals.limitations, ...(problem === null ? [] : [problem])] };
}

/**
 * Exactly what a model would be sent about a clip, one entry a call. Sends nothing.
 *
 * @param options.dimensions ids; all of them when left out.
 * @throws EvalVerseError `clip/…`, `range/invalid`, `ffmpeg/…`; `options.signal.reason` when aborted.
 */
export async function promptsFor(
  context: RequestContext,
  path: string,
  target: EvaluationTarget,
  judge: ModelJudge,
  options: AnalysisOptions & { readonly signal: AbortSignal; readonly dimensions?: readonly string[] },
): Promise<ShownPrompt[]> {
  const { signal, dimensions } = options;
  const clip = await prepareClip(context, resolve(path), signal);
  const about = { range: judgedRange(clip, target), shotEdits: await shotEditsFor(context, clip.hash) };
  const { request } = await judgeRequestFor(context, clip, about, await readSidecar(clip.path), options);
  const asked = dimensionsOf(context.taxonomy).filter(({ id }) => dimensions === undefined || dimensions.includes(id));
  return judge.shownPrompts(request, asked, signal);
}
