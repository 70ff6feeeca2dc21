import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EvalVerseError } from '../core/errors.ts';

/**
 * Puts files into a folder in place of all that it held. Whole or not at all: whoever looks meanwhile sees the old folder, none,
 * or the new one.
 *
 * @param files by path relative to the folder, with forward slashes.
 * @throws `EvalVerseError` `store/unwritable`.
 */
export async function replaceFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const part = `${folder}.${randomBytes(6).toString('hex')}.part`;
  try {
    for (const [path, bytes] of files) {
      const file = join(part, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw new EvalVerseError('store/unwritable', `${folder} cannot be written.`, { cause: error });
  }
}
