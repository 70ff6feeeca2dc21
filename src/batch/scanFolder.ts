import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isClipPath } from '../core/clip.ts';
import { EvalVerseError } from '../core/errors.ts';
import { inspectContainer } from '../media/probe/container.ts';
import { fileErrorCode } from '../store/fileErrors.ts';

export interface FolderScan {
  /** Absolute paths of the clips, in the order a person would list them (`shot 2` before `shot 10`). */
  readonly clips: readonly string[];
  /** Sentences about subfolders that could not be read. */
  readonly notes: readonly string[];
}

const natural = new Intl.Collator('en', { numeric: true });

function inOrder(a: Dirent, b: Dirent): number {
  return natural.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}

/**
 * The clips in a folder and below it. Folders whose names begin with a dot and `node_modules` are left out, and links to
 * folders are not followed.
 *
 * @throws EvalVerseError `clip/not-found` or `clip/unreadable` for the folder itself; `signal.reason` when aborted.
 */
export async function scanFolder(folder: string, signal?: AbortSignal): Promise<FolderScan> {
  const clips: string[] = [];
  const notes: string[] = [];

  async function scan(current: string): Promise<void> {
    signal?.throwIfAborted();
    let entries: Dirent[];
    try {
      entries = await readdir(current, { withFileTypes: true });
    } catch (error) {
      if (current === folder) throw unreadableFolder(folder, error);
      notes.push(`The folder ${current} cannot be read; its clips are left out.`);
      return;
    }
    for (const entry of entries.sort(inOrder)) {
      const path = join(current, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules') await scan(path);
      } else if (isClipPath(entry.name) && (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path))))) {
        if (!(await isStillWebp(path))) clips.push(path);
      }
    }
  }

  await scan(folder);
  return { clips, notes };
}

/** Most WebP files are single pictures; a folder full of them holds no clips. */
async function isStillWebp(path: string): Promise<boolean> {
  if (!/\.webp$/i.test(path)) return false;
  return inspectContainer(path).then(
    ({ family, still }) => family === 'webp' && still,
    () => false,
  );
}

async function leadsToFile(link: string): Promise<boolean> {
  // A link that leads nowhere is listed: whoever scores the folder should hear that the clip is missing.
  return stat(link).then(
    (stats) => stats.isFile(),
    () => true,
  );
}

function unreadableFolder(folder: string, cause: unknown): EvalVerseError {
  const code = fileErrorCode(cause);
  if (code === 'ENOENT') return new EvalVerseError('clip/not-found', `There is no folder ${folder}.`, { cause });
  if (code === 'ENOTDIR') return new EvalVerseError('clip/not-found', `${folder} is a file, not a folder.`, { cause });
  return new EvalVerseError('clip/unreadable', `The folder ${folder} cannot be read.`, { cause });
}
