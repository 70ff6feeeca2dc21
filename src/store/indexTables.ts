import type { DatabaseSync } from 'node:sqlite';
import type { ClipHash } from '../core/clip.ts';
import type { FileState } from './hash.ts';
import { type JournalLine, parseLine } from './journalFile.ts';

/** Where a verdict stands, in bytes of its run's journal. */
export interface Place {
  readonly run: string;
  readonly offset: number;
  readonly length: number;
}

/** How far a journal was read. */
export interface Progress {
  /** Size and time of the file when it was read to its end; −1 and empty while it is not. */
  readonly size: number;
  readonly mtimeNs: string;
  /** Offset behind the last line that was read. */
  readonly ingested: number;
  readonly lines: number;
  /** The bytes just before that offset: they tell an appended-to journal from a replaced one. */
  readonly tail: Uint8Array;
}

export const NOTHING_INGESTED: Progress = { size: -1, mtimeNs: '', ingested: 0, lines: 0, tail: new Uint8Array() };

/** The statements of the index, each of them synchronous and whole. Throws SQLite's errors. */
export class IndexTables {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  close(): void {
    this.#database.close();
  }

  runs(): string[] {
    return this.#all('SELECT run FROM files').map((row) => String(row.run));
  }

  progressOf(run: string): Progress {
    const [row] = this.#all('SELECT size, mtimeNs, ingested, lines, tail FROM files WHERE run = ?', run);
    if (!row) return NOTHING_INGESTED;
    return {
      size: Number(row.size),
      mtimeNs: String(row.mtimeNs),
      ingested: Number(row.ingested),
      lines: Number(row.lines),
      tail: row.tail instanceof Uint8Array ? row.tail : new Uint8Array(),
    };
  }

  /**
   * Adds lines and moves the mark, both or neither.
   *
   * @returns false when the mark is no longer where the caller found it: another process has read these lines.
   */
  record(run: string, before: Progress, after: Progress, lines: readonly JournalLine[]): boolean {
    return this.#transaction(() => {
      if (this.progressOf(run).ingested !== before.ingested) return false;
      const addVerdict = this.#database.prepare('INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?)');
      const addProblem = this.#database.prepare('INSERT OR REPLACE INTO problems VALUES (?, ?, ?)');
      const touched = new Set<ClipHash>();
      for (const [index, { offset, length, bytes }] of lines.entries()) {
        const parsed = parseLine(bytes);
        if (parsed === null) continue;
        if ('reason' in parsed) {
          addProblem.run(run, before.lines + index + 1, parsed.reason);
          continue;
        }
        const { hash } = parsed.verdict.clip;
        addVerdict.run(run, offset, length, hash);
        touched.add(hash);
      }
      this.#touch(touched);
      this.#database.prepare('DELETE FROM problems WHERE run = ? AND line = 0').run(run);
      this.#database
        .prepare('INSERT OR REPLACE INTO files (run, size, mtimeNs, ingested, lines, tail) VALUES (?, ?, ?, ?, ?, ?)')
        .run(run, after.size, after.mtimeNs, after.ingested, after.lines, after.tail);
      return true;
    });
  }

  /** Drops what is known of a run, and notes why its journal cannot be read when `reason` says so. */
  forget(run: string, reason: string | null): void {
    this.#transaction(() => {
      this.#touch(this.#all('SELECT DISTINCT clip FROM verdicts WHERE run = ?', run).map((row) => String(row.clip)));
      for (const table of ['verdicts', 'problems', 'files'])
        this.#database.prepare(`DELETE FROM ${table} WHERE run = ?`).run(run);
      if (reason !== null) this.#database.prepare('INSERT INTO problems VALUES (?, 0, ?)').run(run, reason);
    });
  }

  /** Clips whose verdicts changed after change number `sequence`, and the number of the last change. */
  changesSince(sequence: number): { clips: ClipHash[]; last: number } {
    const rows = this.#all('SELECT clip, sequence FROM touched WHERE sequence > ? ORDER BY sequence', sequence);
    return { clips: rows.map((row) => String(row.clip)), last: Number(rows.at(-1)?.sequence ?? sequence) };
  }

  placesOfClip(clip: ClipHash): Place[] {
    return this.#all('SELECT run, offset, length FROM verdicts WHERE clip = ? ORDER BY run, offset', clip).map((row) => ({
      run: String(row.run),
      offset: Number(row.offset),
      length: Number(row.length),
    }));
  }

  problems(): { run: string; line: number; reason: string }[] {
    const rows = this.#all('SELECT run, line, reason FROM problems ORDER BY run, line');
    return rows.map((row) => ({ run: String(row.run), line: Number(row.line), reason: String(row.reason) }));
  }

  hashOf(path: string, state: FileState): ClipHash | null {
    const condition = 'path = ? AND size = ? AND mtimeNs = ? AND ino = ?';
    const [row] = this.#all(`SELECT hash FROM hashes WHERE ${condition}`, path, ...stateValues(state));
    return row ? String(row.hash) : null;
  }

  rememberHash(path: string, state: FileState, hash: ClipHash): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO hashes (path, size, mtimeNs, ino, hash) VALUES (?, ?, ?, ?, ?)')
      .run(path, ...stateValues(state), hash);
  }

  #all(statement: string, ...values: (string | number)[]) {
    return this.#database.prepare(statement).all(...values);
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
}

/** As text: nanoseconds and inodes outgrow what a JavaScript number holds exactly. */
function stateValues({ size, mtimeNs, ino }: FileState): [string, string, string] {
  return [String(size), String(mtimeNs), String(ino)];
}
