import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { EvalVerseError } from '../core/errors.ts';

/**
 * The file that an agent names, as long as it lies in the folder that it was given: neither `..` nor a link leads out.
 *
 * @param path relative to the folder, or absolute.
 * @throws EvalVerseError `clip/not-found`.
 */
export async function clipInside(folder: string, path: string): Promise<string> {
  const root = await realpath(folder);
  const file = await realpath(resolve(root, path)).catch(() => null);
  const from = file === null ? '' : relative(root, file);
  if (file === null || from === '' || isAbsolute(from) || from === '..' || from.startsWith(`..${sep}`))
    throw new EvalVerseError('clip/not-found', `There is no clip ${path} in the folder that this server was started for.`);
  return file;
}
