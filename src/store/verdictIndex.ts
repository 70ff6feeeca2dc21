import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClipHash } from '../core/clip.ts';
import { EvalVerseError } from '../core/errors.ts';
import type { Verdict } from '../core/verdict.ts';
import { fileErrorCode } from './fileErrors.ts';
import type { FileState } from './hash.ts';
import { isSqliteError, openIndexDatabase, replaceIndexDatabase } from './indexDatabase.ts';
import { IndexTables, NOTHING_INGESTED, type Place } from './indexTables.ts';
import { type JournalProblem, parseLine, readLines } from './journalFile.ts';

/** Bytes kept of what was read last. */
const TAIL = 256;

/**
 * Where each verdict stands in the journals below one `runs` folder. A cache in SQLite, shared by all processes that work
 * on that folder: deleting it costs one reading of the journals, and so does damage.
 */
export class VerdictIndex {
  readonly #runsFolder: string;
  readonly #databaseFile: string;
  #tables: IndexTables;
  /** The number of the last change that `changes` has told of. */
  #told = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(runsFolder: string, databaseFile: string) {
    this.#runsFolder = runsFolder;
    this.#databaseFile = databaseFile;
    this.#tables = new IndexTables(openIndexDatabase(databaseFile));
  }

  /** Brings the index up to date with every journal. */
  refresh(): Promise<void> {
    return this.#exclusively(() => this.#refresh());
  }

  /** Brings the index up to date with the journal of one run. */
  ingest(run: string): Promise<void> {
    return this.#exclusively(() => this.#ingest(run));
  }

  /** The clips whose verdicts changed since the last call, by whichever process. */
  changes(): Promise<ClipHash[]> {
    return this.#exclusively(async () => {
      const { clips, last } = this.#tables.changesSince(this.#told);
      this.#told = last;
      return clips;
    });
  }

  /** All verdicts on one clip, oldest run first. */
  verdictsOn(clip: ClipHash): Promise<Verdict[]> {
    return this.#read(
      () => this.#tables.placesOfClip(clip),
      (verdict) => verdict.clip.hash === clip,
    );
  }

  /** Lines of the journals that hold no verdict. */
  problems(): Promise<JournalProblem[]> {
    return this.#exclusively(async () =>
      this.#tables.problems().map(({ run, line, reason }) => ({ file: this.#fileOf(run), line, reason })),
    );
  }

  /** The hash remembered for a file in exactly this state, or `null`. */
  rememberedHash(path: string, state: FileState): Promise<ClipHash | null> {
    return this.#exclusively(async () => this.#tables.hashOf(path, state));
  }

  rememberHash(path: string, state: FileState, hash: ClipHash): Promise<void> {
    return this.#exclusively(async () => this.#tables.rememberHash(path, state, hash));
  }

  async close(): Promise<void> {
    await this.#queue;
    this.#tables.close();
  }

  #fileOf(run: string): string {
    return join(this.#runsFolder, run, 'verdicts.jsonl');
  }

  /** One task at a time; a database that fails is replaced, filled from the journals and asked once more. */
  #exclusively<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(async () => {
      try {
        return await task();
      } catch (error) {
        if (!isSqliteError(error)) throw error;
        this.#tables.close();
        this.#tables = new IndexTables(replaceIndexDatabase(this.#databaseFile, error));
        this.#told = 0;
        await this.#refresh();
        return await task();
      }
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #refresh(): Promise<void> {
    const present = new Set(await runsIn(this.#runsFolder));
    for (const run of this.#tables.runs()) if (!present.has(run)) this.#tables.forget(run, null);
    for (const run of present) await this.#ingest(run);
  }

  async #ingest(run: string): Promise<void> {
    let handle: FileHandle;
    try {
      handle = await open(this.#fileOf(run), 'r');
    } catch (error) {
      this.#tables.forget(run, fileErrorCode(error) === 'ENOENT' ? null : `cannot be read: ${String(error)}`);
      return;
    }
    try {
      while (!(await this.#ingestFrom(run, handle)));
    } finally {
      await handle.close();
    }
  }

  /** False when another process read the same lines meanwhile: then its work stands, and reading goes on from there. */
  async #ingestFrom(run: string, handle: FileHandle): Promise<boolean> {
    const stats = await handle.stat({ bigint: true });
    const seen = { size: Number(stats.size), mtimeNs: String(stats.mtimeNs) };
    let progress = this.#tables.progressOf(run);
    if (progress.size === seen.size && progress.mtimeNs === seen.mtimeNs) return true;
    const tail = await readAt(handle, progress.ingested - progress.tail.length, progress.tail.length);
    if (!tail.equals(progress.tail)) {
      this.#tables.forget(run, null);
      progress = NOTHING_INGESTED;
    }
    for await (const lines of readLines(handle, progress.ingested, seen.size)) {
      const last = lines.at(-1);
      const ingested = last ? last.offset + last.length : progress.ingested;
      const from = Math.max(0, ingested - TAIL);
      const next = {
        ...NOTHING_INGESTED,
        ingested,
        lines: progress.lines + lines.length,
        tail: await readAt(handle, from, ingested - from),
      };
      if (!this.#tables.record(run, progress, next, lines)) return false;
      progress = next;
    }
    return this.#tables.record(run, progress, { ...progress, ...seen }, []);
  }

  /** The verdicts at some places. A place that does not hold what it should sends its journal back to be read. */
  #read(find: () => Place[], expected: (verdict: Verdict) => boolean): Promise<Verdict[]> {
    return this.#exclusively(async () => {
      const first = await this.#readPlaces(find(), expected);
      if (first.outdated.length === 0) return first.verdicts;
      for (const run of first.outdated) {
        this.#tables.forget(run, null);
        await this.#ingest(run);
      }
      return (await this.#readPlaces(find(), expected)).verdicts;
    });
  }

  async #readPlaces(
    places: readonly Place[],
    expected: (verdict: Verdict) => boolean,
  ): Promise<{ verdicts: Verdict[]; outdated: string[] }> {
    const verdicts: Verdict[] = [];
    const outdated: string[] = [];
    for (const [run, inRun] of Map.groupBy(places, (place) => place.run)) {
      const found = (await readVerdicts(this.#fileOf(run), inRun)).filter(expected);
      verdicts.push(...found);
      if (found.length < inRun.length) outdated.push(run);
    }
    return { verdicts, outdated };
  }
}

async function runsIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? entry.name : [])).sort();
  } catch (error) {
    const code = fileErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new EvalVerseError('store/invalid', `The results in ${folder} cannot be read. Check who may read that folder.`, {
      cause: error,
    });
  }
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, offset);
  return bytes.subarray(0, bytesRead);
}

/** The verdicts at some places of one journal; places that hold none are missing. */
async function readVerdicts(file: string, places: readonly Place[]): Promise<Verdict[]> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch {
    return [];
  }
  try {
    const verdicts: Verdict[] = [];
    for (const { offset, length } of places) {
      const parsed = parseLine(await readAt(handle, offset, length));
      if (parsed && 'verdict' in parsed) verdicts.push(parsed.verdict);
    }
    return verdicts;
  } finally {
    await handle.close();
  }
}
