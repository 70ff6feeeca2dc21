import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Clip } from '../core/clip.ts';
import { EvalVerseError, isAbort } from '../core/errors.ts';
import type { Judge, JudgeActivity, Judgement, JudgeRequest } from '../core/judge.ts';
import { type Review, rangeKey } from '../core/review.ts';
import { rememberedEdits, type ShotEdits } from '../core/shotCorrections.ts';
import type { Dimension } from '../core/taxonomy/model.ts';
import { rationalesOf } from '../core/taxonomy/walk.ts';
import type { Beside, JudgedRange, Verdict } from '../core/verdict.ts';
import { probeClip } from '../media/probe/probe.ts';
import { type FileState, fileStateOf, sameFileState } from '../store/hash.ts';
import type { RunJournal } from '../store/runJournal.ts';
import type { EvaluationContext } from './context.ts';
import { createJournals, type Journals, shownPath } from './journals.ts';
import { judgeRequestFor } from './judgeRequest.ts';
import { missingWork } from './missingWork.ts';
import { besideOf } from './reference.ts';
import { shotEditsFor } from './shotEditsFor.ts';
import { readSidecar } from './sidecar.ts';
import { type EvaluationTarget, judgedRange, requestedKey } from './target.ts';

export interface EvaluationProgress {
  readonly phase: 'reading' | 'probing' | 'analysing' | 'judging';
  /** 0…1 of the phase, or `null` when it cannot be told. */
  readonly fraction: number | null;
}

export interface EvaluationOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EvaluationProgress) => void;
  /** What a judge does right now. */
  readonly onActivity?: (judge: string, activity: JudgeActivity) => void;
  /** Ids of the dimensions to judge; all of them when left out. */
  readonly dimensions?: readonly string[];
  /** Ends the judging of one dimension, which then gets no verdict. */
  readonly signalOf?: (dimension: string) => AbortSignal | undefined;
}

export interface Evaluation {
  /** Not the probed clip: a reused evaluation never opens the file with ffmpeg. */
  readonly clip: Pick<Clip, 'path' | 'hash'>;
  readonly review: Review;
  /** True when every verdict was there already. */
  readonly reused: boolean;
  /** Sentences about what could not be used, e.g. a malformed prompt file. */
  readonly notes: readonly string[];
}

/**
 * Judges one clip, or one span of it, by every dimension of the taxonomy. Dimensions that the same judge (by fingerprint)
 * already answered for this range are not asked again; when none is left, the file is neither probed nor decoded.
 *
 * @param target.span seconds of clip time; its end is cut to the clip's.
 * @throws EvalVerseError `clip/…` for what is not a playable clip (nothing is written then), `clip/changed` when the file
 *   changes meanwhile, `range/invalid`, `store/unwritable`, `ffmpeg/…`; `signal.reason` when aborted.
 */
export async function evaluateClip(
  context: EvaluationContext,
  path: string,
  target: EvaluationTarget,
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  const absolute = resolve(path);
  const journals = createJournals(context, [absolute], target, options.dimensions);
  try {
    return await evaluateInto(context, absolute, target, options, journals);
  } finally {
    await journals.close();
  }
}

/**
 * As `evaluateClip`, into a journal that others may share.
 *
 * @param path absolute.
 * @param journals asked for one only when there is something to judge.
 */
export async function evaluateInto(
  context: EvaluationContext,
  path: string,
  target: EvaluationTarget,
  options: EvaluationOptions,
  journals: Pick<Journals, 'of'>,
): Promise<Evaluation> {
  const { signal, onProgress, dimensions } = options;
  const { store } = context;
  const withSignal = signal ? { signal } : {};
  onProgress?.({ phase: 'reading', fraction: null });
  const before = await fileStateOf(path);
  const hash = await store.hashOf(path, signal);
  const sidecar = await readSidecar(path);
  const beside = await besideOf(context, sidecar, signal);
  const notes = sidecar.problem === null ? [] : [sidecar.problem];
  const done = async (reused: boolean): Promise<Evaluation> => ({
    clip: { path, hash },
    review: await store.reviewOf(hash),
    reused,
    notes: [...notes],
  });

  const shotEdits = await shotEditsFor(context, hash);
  const missing = (key: string) => missingWork(context, { hash, key, beside, shotEdits, dimensions });
  const expected = await missing(requestedKey(target));
  if (expected.length === 0) return done(true);
  // Where nothing can be kept, nothing is decoded.
  await Promise.all(expected.map(({ judge }) => journals.of(judge)));
  try {
    onProgress?.({ phase: 'probing', fraction: null });
    const clip = await probeClip(context.ffmpeg, { path, hash }, withSignal);
    const range = judgedRange(clip, target);
    const work = await missing(rangeKey(range));
    if (work.length === 0) return done(true);

    onProgress?.({ phase: 'analysing', fraction: 0 });
    const prepared = await judgeRequestFor(context, clip, { range, shotEdits }, sidecar, {
      ...withSignal,
      onProgress: (fraction) => onProgress?.({ phase: 'analysing', fraction }),
    });
    const { request } = prepared;
    notes.push(...prepared.notes);
    const total = work.reduce((sum, { dimensions }) => sum + dimensions.length, 0);
    let begun = 0;
    for (const { judge, dimensions } of work) {
      const share = { before: begun / total, each: 1 / total };
      begun += dimensions.length;
      await judgeAndAppend(
        { judge, request, dimensions, share, journal: await journals.of(judge) },
        {
          verdictOf: (run, dimension, judgement) =>
            verdictOf(context, judge, run, { clip, range, beside, shotEdits }, dimension, judgement),
          check: () => assertUnchanged(path, before),
        },
        options,
      );
    }
  } catch (error) {
    // A file that is written to meanwhile fails in a hundred ways; the change is the cause worth telling.
    if (!isAbort(error) && !signal?.aborted) await assertUnchanged(path, before);
    throw error;
  }
  return done(false);
}

interface JudgeWork {
  readonly judge: Judge;
  readonly request: JudgeRequest;
  readonly dimensions: readonly Dimension[];
  readonly journal: RunJournal;
  /** Of all judging of the range: what other judges did before, and what one dimension adds. */
  readonly share: { readonly before: number; readonly each: number };
}

/** Judges go on while earlier verdicts become durable; what was judged before a failure is kept. */
async function judgeAndAppend(
  { judge, request, dimensions, journal, share }: JudgeWork,
  {
    verdictOf,
    check,
  }: {
    readonly verdictOf: (run: string, dimension: Dimension, judgement: Judgement) => Verdict;
    readonly check: () => Promise<void>;
  },
  { signal, onProgress, onActivity, signalOf }: EvaluationOptions,
): Promise<void> {
  const stop = new AbortController();
  const appends: Promise<void>[] = [];
  // One after the other, so that verdicts are kept in the order in which they were reached.
  let checked = Promise.resolve();
  onProgress?.({ phase: 'judging', fraction: share.before });
  try {
    await judge.judge(request, dimensions, {
      signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
      onJudgement: (dimension, judgement) => {
        const verdict = verdictOf(journal.id, dimension, judgement);
        checked = checked.then(check);
        const append = checked.then(() => journal.append(verdict));
        // A verdict that cannot be kept is told at the end; to judge on would be for nothing.
        append.catch((error: unknown) => stop.abort(error));
        appends.push(append);
        onProgress?.({ phase: 'judging', fraction: Math.min(1, share.before + appends.length * share.each) });
      },
      ...(onActivity && { onActivity: (activity: JudgeActivity) => onActivity(judge.id, activity) }),
      ...(signalOf && { signalOf }),
    });
  } catch (error) {
    await Promise.allSettled(appends);
    throw error;
  }
  await Promise.all(appends);
}

function verdictOf(
  { taxonomy, store }: EvaluationContext,
  judge: Judge,
  run: string,
  { clip, range, beside, shotEdits }: { clip: Clip; range: JudgedRange; beside: Beside; shotEdits: ShotEdits },
  dimension: Dimension,
  judgement: Judgement,
): Verdict {
  const remembered = rememberedEdits(range, shotEdits);
  return {
    schema: 1,
    id: randomUUID(),
    run,
    clip: { hash: clip.hash, path: shownPath(store.root, clip.path) },
    range,
    dimension: dimension.id,
    judge: { id: judge.id, fingerprint: judge.fingerprint(taxonomy) },
    beside,
    ...(remembered && { shotEdits: remembered }),
    status: judgement.status,
    ...(judgement.status !== 'answered' && { statusReason: judgement.reason }),
    ...(judgement.status === 'failed' && { failure: judgement.failure }),
    asked: rationalesOf(dimension).map(({ id }) => id),
    answers: judgement.status === 'answered' ? [...judgement.answers] : [],
    ...(judgement.reasoning && { reasoning: [...judgement.reasoning] }),
    ...(judgement.open && { open: [...judgement.open] }),
    ...(judgement.suspicions && { suspicions: [...judgement.suspicions] }),
    ...(judgement.model && { model: judgement.model }),
    ...(judgement.proxies && { proxies: [...judgement.proxies] }),
    createdAt: new Date().toISOString(),
  };
}

async function assertUnchanged(path: string, before: FileState): Promise<void> {
  if (sameFileState(before, await fileStateOf(path))) return;
  throw new EvalVerseError('clip/changed', `${path} changed while it was evaluated. Evaluate it again when it is complete.`);
}
