import { availableParallelism } from 'node:os';
import { relative, resolve, sep } from 'node:path';
import type { ClipHash } from '../core/clip.ts';
import { type ErrorCode, EvalVerseError, userMessageOf } from '../core/errors.ts';
import type { Review } from '../core/review.ts';
import type { EvaluationContext } from './context.ts';
import { type EvaluationProgress, evaluateInto } from './evaluateClip.ts';
import { createJournals } from './journals.ts';
import { scanFolder } from './scanFolder.ts';

/** What became of one clip of a folder. `path` is relative to the scored folder, with forward slashes. */
export type FolderEntry =
  | {
      readonly status: 'scored';
      readonly path: string;
      readonly hash: ClipHash;
      readonly review: Review;
      /** True when every verdict was there already. */
      readonly reused: boolean;
      readonly notes: readonly string[];
    }
  | { readonly status: 'failed'; readonly path: string; readonly code: ErrorCode; readonly sentence: string };

export interface FolderReport {
  /** Absolute path of the scored folder. */
  readonly folder: string;
  /** The runs that were written, one a judge; none when nothing had to be judged. */
  readonly runs: readonly string[];
  /** Clips found, scored or not. */
  readonly total: number;
  /** In the order of the scan; clips that were not reached before a cancel are missing. */
  readonly clips: readonly FolderEntry[];
  readonly cancelled: boolean;
  /** Why no further clip was scored although there are more, in a sentence; `null` when all were reached. */
  readonly stopped: string | null;
  /** Sentences about what was left out. */
  readonly notes: readonly string[];
}

export type FolderProgress =
  /** A clip is being worked on; `index` is its 0-based position in the scan. */
  | ({ readonly kind: 'clip'; readonly path: string; readonly index: number; readonly total: number } & EvaluationProgress)
  /** A clip is finished; `done` counts the finished ones, this one included. */
  | { readonly kind: 'done'; readonly entry: FolderEntry; readonly done: number; readonly total: number };

export interface FolderOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FolderProgress) => void;
  /** Clips evaluated at once; each one keeps about one processor busy. */
  readonly concurrency?: number;
  /** Ids of the dimensions to judge; all of them when left out. */
  readonly dimensions?: readonly string[];
}

/** Failures that every further clip would share. */
const FATAL: readonly ErrorCode[] = ['store/unwritable', 'store/invalid', 'ffmpeg/missing', 'ffmpeg/unusable'];

/** A judge that cannot go on with any clip; what was judged so far is worth reporting. */
function stopsJudging(error: unknown): error is EvalVerseError {
  return error instanceof EvalVerseError && error.code.startsWith('judge/');
}

/**
 * Evaluates every clip in a folder and below it, into one run. A clip that fails is an entry with its sentence. Cancelling
 * resolves with what is done, and what is done is kept: scoring again goes on from there. So does a judge that cannot go on
 * (`judge/…`: no quota, budget spent, …); answers that are under way then, and may be paid for, are still waited for.
 *
 * @throws EvalVerseError for the folder itself, and where no clip could be evaluated: `store/…`, `ffmpeg/missing`,
 *   `ffmpeg/unusable`; `signal.reason` when aborted before the clips are known.
 */
export async function scoreFolder(
  context: EvaluationContext,
  folder: string,
  options: FolderOptions = {},
): Promise<FolderReport> {
  const { signal, onProgress, concurrency = availableParallelism() } = options;
  const root = resolve(folder);
  const scan = await scanFolder(root, signal);
  const total = scan.clips.length;
  const entries: (FolderEntry | undefined)[] = scan.clips.map(() => undefined);
  const stop = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  /** Why judges could not go on, as each worker met it. */
  const lastWords: string[] = [];
  const waiting = scan.clips.entries();
  const journals = createJournals(context, scan.clips, { kind: 'clip' }, options.dimensions);
  let done = 0;

  async function evaluate(index: number, file: string): Promise<FolderEntry> {
    const path = relative(root, file).split(sep).join('/');
    try {
      const evaluation = await evaluateInto(
        context,
        file,
        { kind: 'clip' },
        {
          signal: stopped,
          onProgress: (progress) => onProgress?.({ kind: 'clip', path, index, total, ...progress }),
          ...(options.dimensions && { dimensions: options.dimensions }),
        },
        journals,
      );
      const { clip, review, reused, notes } = evaluation;
      return { status: 'scored', path, hash: clip.hash, review, reused, notes };
    } catch (error) {
      if (stopped.aborted || stopsJudging(error) || (error instanceof EvalVerseError && FATAL.includes(error.code))) throw error;
      const code = error instanceof EvalVerseError ? error.code : 'internal';
      return { status: 'failed', path, code, sentence: userMessageOf(error) };
    }
  }

  async function work(): Promise<void> {
    for (const [index, file] of waiting) {
      if (stopped.aborted || lastWords.length > 0) return;
      const entry = await evaluate(index, file);
      entries[index] = entry;
      done += 1;
      onProgress?.({ kind: 'done', entry, done, total });
    }
  }

  const workers = Array.from({ length: Math.max(1, Math.min(concurrency, total)) }, () =>
    work().catch((error: unknown) => {
      if (stopsJudging(error)) lastWords.push(error.userMessage);
      else stop.abort(error);
    }),
  );
  await Promise.all(workers);
  const opened = await journals.close();
  if (stop.signal.aborted && !signal?.aborted) throw stop.signal.reason;
  const clips = entries.filter((entry) => entry !== undefined);
  const runs = clips.some((entry) => entry.status === 'scored' && !entry.reused) ? opened : [];
  return {
    folder: root,
    runs,
    total,
    clips,
    cancelled: signal?.aborted ?? false,
    stopped: lastWords[0] ?? null,
    notes: scan.notes,
  };
}
