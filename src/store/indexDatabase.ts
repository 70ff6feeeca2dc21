import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Part of the file name: another layout is another file, and versions of EvalVerse side by side leave each other alone. */
export const INDEX_LAYOUT = 2;

const LAYOUT = `
CREATE TABLE IF NOT EXISTS files (
  run TEXT PRIMARY KEY, size INTEGER NOT NULL, mtimeNs TEXT NOT NULL, ingested INTEGER NOT NULL, lines INTEGER NOT NULL, tail BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS verdicts (
  run TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, clip TEXT NOT NULL, PRIMARY KEY (run, offset)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS verdictsByClip ON verdicts (clip);
CREATE TABLE IF NOT EXISTS problems (run TEXT NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (run, line)) STRICT;
CREATE TABLE IF NOT EXISTS touched (clip TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS touchedBySequence ON touched (sequence);
CREATE TABLE IF NOT EXISTS hashes (path TEXT PRIMARY KEY, size TEXT NOT NULL, mtimeNs TEXT NOT NULL, ino TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
`;

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${LAYOUT}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function sqliteCode(error: unknown): number | null {
  // The low byte is the primary code; the rest only refines it.
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

export function isSqliteError(error: unknown): boolean {
  return sqliteCode(error) !== null;
}

/**
 * The index database at `file`. It is only a cache: a damaged one is made anew, and where it cannot be kept on disk
 * (read-only folder, lock held for too long) it lives in memory, and the journals are read again next time.
 */
export function openIndexDatabase(file: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return open(file);
  } catch (error) {
    return replaceIndexDatabase(file, error);
  }
}

/** An empty index database in place of the one at `file` that failed with `error`. */
export function replaceIndexDatabase(file: string, error: unknown): DatabaseSync {
  const code = sqliteCode(error);
  if (code !== SQLITE_CORRUPT && code !== SQLITE_NOTADB) return open(':memory:');
  try {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    return open(file);
  } catch {
    return open(':memory:');
  }
}
