import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ClipHash } from '../core/clip.ts';
import { EvalVerseError } from '../core/errors.ts';
import { type Review, reviewOf } from '../core/review.ts';
import type { Verdict } from '../core/verdict.ts';
import { fileErrorCode, unwritable } from './fileErrors.ts';
import { fileStateOf, hashFile, sameFileState } from './hash.ts';
import { INDEX_LAYOUT } from './indexDatabase.ts';
import type { JournalProblem } from './journalFile.ts';
import { createRunId, type RunRequest } from './plan.ts';
import { createRunJournal, type RunJournal } from './runJournal.ts';
import { VerdictIndex } from './verdictIndex.ts';

/** The results kept below one folder: run journals as the truth, an index of them as a cache. */
export interface Store {
  /** Absolute path of the folder that holds `.evalverse`; paths in verdicts are relative to it. */
  readonly root: string;
  /**
   * The identity of a clip file; the file is read only when its size, time or inode are not those of the last time.
   *
   * @throws EvalVerseError `clip/not-found`, `clip/unreadable`, or `clip/changed` when it is written to meanwhile.
   */
  hashOf(path: string, signal?: AbortSignal): Promise<ClipHash>;
  /**
   * A journal for a new run. Nothing is written before its first verdict.
   *
   * @throws EvalVerseError `store/unwritable` when that could not work.
   */
  beginRun(request: RunRequest): Promise<RunJournal>;
  /** Everything the journals hold on a clip, superseded verdicts included, oldest run first. */
  verdictsOn(hash: ClipHash): Promise<Verdict[]>;
  /** The current verdicts on a clip. */
  reviewOf(hash: ClipHash): Promise<Review>;
  /** Reads what other processes appended or removed; resolves to the clips it concerns, after telling the listeners. */
  refresh(): Promise<ClipHash[]>;
  /** Lines of the journals that hold no verdict; they are skipped. */
  problems(): Promise<JournalProblem[]>;
  /** Calls `listener` with each clip whose verdicts changed, whoever changed them. Returns the way to stop it. */
  onDidChange(listener: (hash: ClipHash) => void): () => void;
  close(): Promise<void>;
}

/** A file written to within this many nanoseconds may change again without its time changing: file times are coarse. */
const TOO_FRESH = 2_000_000_000n;

async function assertWritable(root: string): Promise<void> {
  for (const folder of [join(root, '.evalverse', 'runs'), join(root, '.evalverse'), root]) {
    try {
      await access(folder, constants.W_OK);
      return;
    } catch (error) {
      if (fileErrorCode(error) !== 'ENOENT' || folder === root) throw unwritable(join(root, '.evalverse'), error);
    }
  }
}

async function canonical(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch {
    return resolve(folder);
  }
}

/**
 * Opens the results kept below a folder, which need not have any yet; opening writes nothing there.
 *
 * @param options.root the folder that has, or will get, `.evalverse`.
 * @param options.cacheFolder where the index is kept.
 */
export async function openStore(options: { root: string; cacheFolder: string }): Promise<Store> {
  const root = resolve(options.root);
  const runsFolder = join(root, '.evalverse', 'runs');
  const key = createHash('sha256')
    .update(await canonical(root))
    .digest('hex')
    .slice(0, 32);
  const index = new VerdictIndex(runsFolder, join(options.cacheFolder, 'index', `${key}-${INDEX_LAYOUT}.sqlite`));
  await index.refresh();
  await index.changes();
  const listeners = new Set<(hash: ClipHash) => void>();

  async function publish(): Promise<ClipHash[]> {
    const changed = await index.changes();
    for (const hash of changed) for (const listener of listeners) listener(hash);
    return changed;
  }

  return {
    root,
    async hashOf(path, signal) {
      signal?.throwIfAborted();
      const before = await fileStateOf(path);
      const remembered = await index.rememberedHash(path, before);
      if (remembered) return remembered;
      const hash = await hashFile(path, signal);
      if (!sameFileState(before, await fileStateOf(path)))
        throw new EvalVerseError('clip/changed', `${path} is being written to. Try again when it is complete.`);
      const age = BigInt(Date.now()) * 1_000_000n - before.mtimeNs;
      if (age > TOO_FRESH) await index.rememberHash(path, before, hash);
      return hash;
    },
    async beginRun(request) {
      await assertWritable(root);
      const now = new Date();
      const id = createRunId(now);
      return createRunJournal(join(runsFolder, id), { schema: 1, id, createdAt: now.toISOString(), ...request }, async (run) => {
        await index.ingest(run);
        await publish();
      });
    },
    verdictsOn: (hash) => index.verdictsOn(hash),
    reviewOf: async (hash) => reviewOf(hash, await index.verdictsOn(hash)),
    async refresh() {
      await index.refresh();
      return publish();
    },
    problems: () => index.problems(),
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => index.close(),
  };
}
