import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { EvalVerseError } from '../../core/errors.ts';

/** What tells whether a file is still the same one. */
export interface FileStamp {
  readonly size: number;
  readonly modified: number;
}

/** The error for a clip that the system does not let us read, by the system's error code. */
export function fileError(path: string, error: NodeJS.ErrnoException): EvalVerseError {
  const name = basename(path);
  const options = { cause: error };
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new EvalVerseError('clip/not-found', `"${name}" is not there (any more).`, options);
    case 'EACCES':
    case 'EPERM':
      return new EvalVerseError('clip/unreadable', `"${name}" may not be read: check its permissions.`, options);
    default:
      return new EvalVerseError('clip/unreadable', `"${name}" cannot be read (${error.code ?? error.message}).`, options);
  }
}

/**
 * Size and age of a readable, non-empty file.
 *
 * @throws `EvalVerseError` `clip/not-found`, `clip/unreadable` or `clip/empty`.
 */
export async function stampOf(path: string): Promise<FileStamp> {
  const name = basename(path);
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => Promise.reject(fileError(path, error)));
  if (!facts.isFile()) throw new EvalVerseError('clip/unreadable', `"${name}" is not a file.`);
  await access(path, constants.R_OK).catch((error: NodeJS.ErrnoException) => Promise.reject(fileError(path, error)));
  if (facts.size === 0) throw new EvalVerseError('clip/empty', `"${name}" is empty: it has no bytes.`);
  return { size: facts.size, modified: facts.mtimeMs };
}

/** Throws `clip/changed` when the file is no longer the one that `before` was taken of, `clip/not-found` when it is gone. */
export async function assertUnchanged(path: string, before: FileStamp): Promise<void> {
  const now = await stampOf(path);
  if (now.size === before.size && now.modified === before.modified) return;
  throw new EvalVerseError('clip/changed', `"${basename(path)}" changed while it was being read: try again when it is complete.`);
}
