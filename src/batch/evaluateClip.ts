import { randomUUID } from 'node:crypto';
import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Clip } from '../core/clip.ts';
import { EvalVerseError, isAbort } from '../core/errors.ts';
import type { Judgement } from '../core/judge.ts';
import { type Review, rangeKey } from '../core/review.ts';
import { shotsOf } from '../core/signals.ts';
import type { Dimension } from '../core/taxonomy/model.ts';
import { dimensionsOf, rationalesOf } from '../core/taxonomy/walk.ts';
import { formatTime, type TimeSpan } from '../core/time.ts';
import type { Beside, JudgedRange, Verdict } from '../core/verdict.ts';
import { treatPicture } from '../media/analysis/pictureTreatment.ts';
import { probeClip } from '../media/probe/probe.ts';
import { type FileState, fileStateOf, sameFileState } from '../store/hash.ts';
import type { RunJournal } from '../store/runJournal.ts';
import type { EvaluationContext } from './context.ts';
import { measurementsFor } from './measurementsFor.ts';
import { besideOf, loadReference } from './reference.ts';
import { readSidecar } from './sidecar.ts';
import { signalsFor } from './signalsFor.ts';

export type EvaluationTarget = { readonly kind: 'clip' } | { readonly kind: 'span'; readonly span: TimeSpan };

export interface EvaluationProgress {
  readonly phase: 'reading' | 'probing' | 'analysing' | 'judging';
  /** 0…1 of the phase, or `null` when it cannot be told. */
  readonly fraction: number | null;
}

export interface EvaluationOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EvaluationProgress) => void;
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
  let journal: RunJournal | null = null;
  const absolute = resolve(path);
  try {
    return await evaluateInto(context, absolute, target, options, async () => {
      journal ??= await beginRun(context, [absolute], target);
      return journal;
    });
  } finally {
    // The assignment happens in a callback, which the compiler does not follow.
    await (journal as RunJournal | null)?.close();
  }
}

export function beginRun(context: EvaluationContext, paths: readonly string[], target: EvaluationTarget): Promise<RunJournal> {
  const { judge, taxonomy, store } = context;
  return store.beginRun({
    judge: { id: judge.id, fingerprint: judge.fingerprint(taxonomy) },
    dimensions: dimensionsOf(taxonomy).map(({ id }) => id),
    target,
    clips: paths.map((path) => shownPath(store.root, path)),
  });
}

/** How verdicts name a clip: relative to the results' folder, with forward slashes; by its bare name when it lies outside. */
export function shownPath(root: string, path: string): string {
  const fromRoot = relative(root, path);
  const outside = fromRoot === '..' || fromRoot.startsWith(`..${sep}`) || isAbsolute(fromRoot);
  return outside ? basename(path) : fromRoot.split(sep).join('/');
}

/**
 * As `evaluateClip`, into a journal that others may share.
 *
 * @param path absolute.
 * @param journalOf called only when there is something to judge.
 */
export async function evaluateInto(
  context: EvaluationContext,
  path: string,
  target: EvaluationTarget,
  { signal, onProgress }: EvaluationOptions,
  journalOf: () => Promise<RunJournal>,
): Promise<Evaluation> {
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

  if ((await missingDimensions(context, hash, requestedKey(target), beside)).length === 0) return done(true);
  const journal = await journalOf();
  try {
    onProgress?.({ phase: 'probing', fraction: null });
    const clip = await probeClip(context.ffmpeg, { path, hash }, withSignal);
    const range = judgedRange(clip, target);
    const dimensions = await missingDimensions(context, hash, rangeKey(range), beside);
    if (dimensions.length === 0) return done(true);

    onProgress?.({ phase: 'analysing', fraction: 0 });
    const signals = await signalsFor(context, clip, {
      ...withSignal,
      onProgress: (fraction) => onProgress?.({ phase: 'analysing', fraction }),
    });
    notes.push(...treatPicture(clip.video, context.ffmpeg.filters).notes, ...signals.limitations);
    const { reference, problem } = await loadReference(context, clip, sidecar.reference, withSignal);
    if (problem !== null) notes.push(problem);
    const request = {
      clip,
      range,
      shots: shotsOf(signals.boundaries, signals.duration),
      measurements: await measurementsFor(context, { signals, clip, reference }, range.span, signal),
      prompt: sidecar.prompt,
    };
    const asked: (dimension: Dimension) => Promise<Verdict> = async (dimension) => {
      signal?.throwIfAborted();
      const judgement = await context.judge.judge({ ...request, dimension }, signal ?? new AbortController().signal);
      return verdictOf(context, journal.id, { clip, range, beside }, dimension, judgement);
    };
    await judgeAndAppend(dimensions, asked, journal, () => assertUnchanged(path, before), onProgress);
  } catch (error) {
    // A file that is written to meanwhile fails in a hundred ways; the change is the cause worth telling.
    if (!isAbort(error) && !signal?.aborted) await assertUnchanged(path, before);
    throw error;
  }
  return done(false);
}

/** Judges go on while earlier verdicts become durable; what was judged before a failure is kept. */
async function judgeAndAppend(
  dimensions: readonly Dimension[],
  ask: (dimension: Dimension) => Promise<Verdict>,
  journal: RunJournal,
  check: () => Promise<void>,
  onProgress: EvaluationOptions['onProgress'],
): Promise<void> {
  const appends: Promise<void>[] = [];
  try {
    for (const [index, dimension] of dimensions.entries()) {
      onProgress?.({ phase: 'judging', fraction: index / dimensions.length });
      const verdict = await ask(dimension);
      await check();
      const append = journal.append(verdict);
      // A failing append is told at the end; until then nobody waits for it.
      append.catch(() => undefined);
      appends.push(append);
    }
  } catch (error) {
    await Promise.allSettled(appends);
    throw error;
  }
  await Promise.all(appends);
}

function verdictOf(
  { judge, taxonomy, store }: EvaluationContext,
  run: string,
  { clip, range, beside }: { clip: Clip; range: JudgedRange; beside: Beside },
  dimension: Dimension,
  judgement: Judgement,
): Verdict {
  return {
    schema: 1,
    id: randomUUID(),
    run,
    clip: { hash: clip.hash, path: shownPath(store.root, clip.path) },
    range,
    dimension: dimension.id,
    judge: { id: judge.id, fingerprint: judge.fingerprint(taxonomy) },
    beside,
    status: judgement.status,
    ...(judgement.status !== 'answered' && { statusReason: judgement.reason }),
    asked: rationalesOf(dimension).map(({ id }) => id),
    answers: judgement.status === 'answered' ? [...judgement.answers] : [],
    ...(judgement.proxies && { proxies: [...judgement.proxies] }),
    createdAt: new Date().toISOString(),
  };
}

/** The dimensions whose current verdict on a range is not this judge's on the same prompt and reference, or says that judging failed. */
async function missingDimensions(context: EvaluationContext, hash: string, key: string, beside: Beside): Promise<Dimension[]> {
  const { judge, taxonomy, store } = context;
  const fingerprint = judge.fingerprint(taxonomy);
  const review = await store.reviewOf(hash);
  const current = review.ranges.find(({ range }) => rangeKey(range) === key)?.verdicts ?? [];
  const held = new Set(
    current.flatMap((verdict) =>
      verdict.judge.fingerprint === fingerprint && verdict.status !== 'failed' && isBeside(verdict, beside)
        ? verdict.dimension
        : [],
    ),
  );
  return dimensionsOf(taxonomy).filter(({ id }) => !held.has(id));
}

function isBeside({ beside }: Verdict, { prompt, reference }: Beside): boolean {
  return (beside?.prompt ?? null) === prompt && (beside?.reference ?? null) === reference;
}

function requestedKey(target: EvaluationTarget): string {
  return rangeKey(target.kind === 'clip' ? { whole: true, span: { start: 0, end: 0 } } : { whole: false, span: target.span });
}

function judgedRange(clip: Clip, target: EvaluationTarget): JudgedRange {
  if (target.kind === 'clip') return { whole: true, span: { start: 0, end: clip.duration } };
  const start = Math.max(0, target.span.start);
  const end = Math.min(clip.duration, target.span.end);
  if (start < end) return { whole: false, span: { start, end } };
  throw new EvalVerseError(
    'range/invalid',
    `There is nothing to evaluate from ${formatTime(target.span.start)} to ${formatTime(target.span.end)}; the clip lasts ${formatTime(clip.duration)}.`,
  );
}

async function assertUnchanged(path: string, before: FileState): Promise<void> {
  if (sameFileState(before, await fileStateOf(path))) return;
  throw new EvalVerseError('clip/changed', `${path} changed while it was evaluated. Evaluate it again when it is complete.`);
}
