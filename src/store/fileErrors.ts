import { EvalVerseError } from '../core/errors.ts';

/** The system's name of a file error (`ENOENT`, `EACCES`, …), or `null` for anything else. */
export function fileErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

const WHY_UNWRITABLE: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'it is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  ENOENT: 'the folder is gone',
  ENOTDIR: 'a file with that name is in the way',
  EEXIST: 'a file with that name is in the way',
};

/** The error to throw when results cannot be written below `folder`. */
export function unwritable(folder: string, cause: unknown): EvalVerseError {
  const why = WHY_UNWRITABLE[fileErrorCode(cause) ?? ''] ?? 'writing failed';
  return new EvalVerseError(
    'store/unwritable',
    `Results cannot be kept in ${folder}: ${why}. Copy the clips to a folder where results can be kept.`,
    { cause },
  );
}

/** The error to throw when the bytes of a clip cannot be read. */
export function unreadableClip(path: string, cause: unknown): EvalVerseError {
  const code = fileErrorCode(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new EvalVerseError('clip/not-found', `There is no file ${path}; it may have been moved or deleted.`, { cause });
  const why =
    code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' || code === 'EPERM' ? 'you may not read it' : 'reading failed';
  return new EvalVerseError('clip/unreadable', `${path} cannot be read: ${why}.`, { cause });
}
