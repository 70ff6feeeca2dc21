import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { ClipHash } from '../core/clip.ts';
import { EvalVerseError } from '../core/errors.ts';
import { rangeKey } from '../core/review.ts';
import type { JudgedRange, Verdict } from '../core/verdict.ts';
import { fileErrorCode } from './fileErrors.ts';
import type { FileState } from './hash.ts';
import { isSqliteError, openIndexDatabase, replaceIndexDatabase } from './indexDatabase.ts';
import { type JournalLine, type JournalProblem, parseLine, readLines } from './journalFile.ts';

/** What a verdict answers; of several with equal keys the youngest is current. */
export interface VerdictKey {
  readonly clip: ClipHash;
  readonly range: JudgedRange;
  readonly dimension: string;
  readonly fingerprint: string;
}

interface Place {
  readonly run: string;
  readonly offset: number;
  readonly length: number;
}

interface Progress {
  readonly size: number;
  readonly mtimeNs: string;
  readonly ingested: number;
  readonly lines: number;
  readonly tail: Uint8Array;
}

/** Bytes before the ingested end that tell an appended-to journal from a replaced one. */
const TAIL = 256;
const NOTHING_INGESTED: Progress = { size: -1, mtimeNs: '', ingested: 0, lines: 0, tail: new Uint8Array() };

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, offset);
  return bytes.subarray(0, bytesRead);
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

/**
 * Where each verdict stands in the journals below one `runs` folder. A cache in SQLite, shared by all processes that work
 * on that folder: deleting it costs one reading of the journals, and so does damage.
 */
export class VerdictIndex {
  readonly #runsFolder: string;
  readonly #databaseFile: string;
  #database: DatabaseSync;
  /** The last change that `changes` has told of. */
  #told = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(runsFolder: string, databaseFile: string) {
    this.#runsFolder = runsFolder;
    this.#databaseFile = databaseFile;
    this.#database = openIndexDatabase(databaseFile);
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
      const rows = this.#database
        .prepare('SELECT clip, sequence FROM touched WHERE sequence > ? ORDER BY sequence')
        .all(this.#told);
      this.#told = Number(rows.at(-1)?.sequence ?? this.#told);
      return rows.map((row) => String(row.clip));
    });
  }

  /** All verdicts on one clip, oldest run first. */
  verdictsOn(clip: ClipHash): Promise<Verdict[]> {
    return this.#read('clip = ? ORDER BY run, offset', [clip], (verdict) => verdict.clip.hash === clip);
  }

  /** The youngest verdict with this key, or `null`. */
  async find({ clip, range, dimension, fingerprint }: VerdictKey): Promise<Verdict | null> {
    const [verdict] = await this.#read(
      'clip = ? AND range = ? AND dimension = ? AND fingerprint = ? ORDER BY createdAt DESC, run DESC, offset DESC LIMIT 1',
      [clip, rangeKey(range), dimension, fingerprint],
      (found) => found.clip.hash === clip && found.dimension === dimension && found.judge.fingerprint === fingerprint,
    );
    return verdict ?? null;
  }

  /** Lines of the journals that hold no verdict. */
  problems(): Promise<JournalProblem[]> {
    return this.#exclusively(async () =>
      this.#database
        .prepare('SELECT run, line, reason FROM problems ORDER BY run, line')
        .all()
        .map((row) => ({
          file: this.#fileOf(String(row.run)),
          line: Number(row.line),
          reason: String(row.reason),
        })),
    );
  }

  /** The hash remembered for a file in exactly this state, or `null`. */
  rememberedHash(path: string, state: FileState): Promise<ClipHash | null> {
    return this.#exclusively(async () => {
      const row = this.#database
        .prepare('SELECT hash FROM hashes WHERE path = ? AND size = ? AND mtimeNs = ? AND ino = ?')
        .get(path, String(state.size), String(state.mtimeNs), String(state.ino));
      return row ? String(row.hash) : null;
    });
  }

  rememberHash(path: string, state: FileState, hash: ClipHash): Promise<void> {
    return this.#exclusively(async () => {
      this.#database
        .prepare('INSERT OR REPLACE INTO hashes (path, size, mtimeNs, ino, hash) VALUES (?, ?, ?, ?, ?)')
        .run(path, String(state.size), String(state.mtimeNs), String(state.ino), hash);
    });
  }

  async close(): Promise<void> {
    await this.#queue;
    this.#database.close();
  }

  #fileOf(run: string): string {
    return join(this.#runsFolder, run, 'verdicts.jsonl');
  }

  /** One task at a time; a damaged database is replaced, filled from the journals and asked once more. */
  #exclusively<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(async () => {
      try {
        return await task();
      } catch (error) {
        if (!isSqliteError(error)) throw error;
        this.#database.close();
        this.#database = replaceIndexDatabase(this.#databaseFile, error);
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
    for (const row of this.#database.prepare('SELECT run FROM files').all()) {
      const run = String(row.run);
      if (!present.has(run)) this.#forget(run);
    }
    for (const run of present) await this.#ingest(run);
  }

  async #ingest(run: string): Promise<void> {
    let handle: FileHandle;
    try {
      handle = await open(this.#fileOf(run), 'r');
    } catch (error) {
      this.#forget(run);
      if (fileErrorCode(error) !== 'ENOENT')
        this.#database.prepare('INSERT INTO problems VALUES (?, 0, ?)').run(run, `cannot be read: ${String(error)}`);
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
    let progress = this.#progressOf(run);
    if (progress.size === seen.size && progress.mtimeNs === seen.mtimeNs) return true;
    const tail = await readAt(handle, progress.ingested - progress.tail.length, progress.tail.length);
    if (!tail.equals(progress.tail)) {
      this.#forget(run);
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
      if (!this.#record(run, progress, next, lines)) return false;
      progress = next;
    }
    return this.#record(run, progress, { ...progress, ...seen }, []);
  }

  #progressOf(run: string): Progress {
    const row = this.#database.prepare('SELECT size, mtimeNs, ingested, lines, tail FROM files WHERE run = ?').get(run);
    if (!row) return NOTHING_INGESTED;
    const tail = row.tail;
    return {
      size: Number(row.size),
      mtimeNs: String(row.mtimeNs),
      ingested: Number(row.ingested),
      lines: Number(row.lines),
      tail: tail instanceof Uint8Array ? tail : new Uint8Array(),
    };
  }

  /** Adds lines to the index and moves its mark, both or neither; false when the mark is no longer where it was. */
  #record(run: string, before: Progress, after: Progress, lines: readonly JournalLine[]): boolean {
    return this.#transaction(() => {
      if (this.#progressOf(run).ingested !== before.ingested) return false;
      const addVerdict = this.#database.prepare('INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
      const addProblem = this.#database.prepare('INSERT OR REPLACE INTO problems VALUES (?, ?, ?)');
      const touched = new Set<ClipHash>();
      for (const [index, { offset, length, bytes }] of lines.entries()) {
        const parsed = parseLine(bytes);
        if (parsed === null) continue;
        if ('reason' in parsed) {
          addProblem.run(run, before.lines + index + 1, parsed.reason);
          continue;
        }
        const { clip, range, dimension, judge, createdAt } = parsed.verdict;
        addVerdict.run(run, offset, length, clip.hash, rangeKey(range), dimension, judge.fingerprint, createdAt);
        touched.add(clip.hash);
      }
      this.#touch(touched);
      this.#database.prepare('DELETE FROM problems WHERE run = ? AND line = 0').run(run);
      this.#database
        .prepare('INSERT OR REPLACE INTO files (run, size, mtimeNs, ingested, lines, tail) VALUES (?, ?, ?, ?, ?, ?)')
        .run(run, after.size, after.mtimeNs, after.ingested, after.lines, after.tail);
      return true;
    });
  }

  /** Drops what is known of a run whose journal is gone or was replaced. */
  #forget(run: string): void {
    this.#transaction(() => {
      const rows = this.#database.prepare('SELECT DISTINCT clip FROM verdicts WHERE run = ?').all(run);
      this.#touch(rows.map((row) => String(row.clip)));
      for (const table of ['verdicts', 'problems', 'files'])
        this.#database.prepare(`DELETE FROM ${table} WHERE run = ?`).run(run);
    });
  }

  #touch(clips: Iterable<ClipHash>): void {
    const touch = this.#database.prepare(
      'INSERT OR REPLACE INTO touched (clip, sequence) VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM touched))',
    );
    for (const clip of clips) touch.run(clip);
  }

  #transaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Verdicts at the places that a condition selects. A place that does not hold what it should sends its journal back to be read. */
  #read(condition: string, values: readonly string[], expected: (verdict: Verdict) => boolean): Promise<Verdict[]> {
    return this.#exclusively(async () => {
      for (const lastTry of [false, true]) {
        const places = this.#database
          .prepare(`SELECT run, offset, length FROM verdicts WHERE ${condition}`)
          .all(...values)
          .map((row): Place => ({ run: String(row.run), offset: Number(row.offset), length: Number(row.length) }));
        const verdicts: Verdict[] = [];
        const outdated = new Set<string>();
        for (const [run, inRun] of Map.groupBy(places, (place) => place.run)) {
          const found = await this.#readRun(run, inRun);
          const right = found.filter(expected);
          verdicts.push(...right);
          if (right.length < inRun.length) outdated.add(run);
        }
        if (outdated.size === 0 || lastTry) return verdicts;
        for (const run of outdated) {
          this.#forget(run);
          await this.#ingest(run);
        }
      }
      return [];
    });
  }

  async #readRun(run: string, places: readonly Place[]): Promise<Verdict[]> {
    let handle: FileHandle;
    try {
      handle = await open(this.#fileOf(run), 'r');
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
}
