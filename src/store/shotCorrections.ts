import { type FileHandle, open } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { raterProblem } from '../core/annotation.ts';
import type { ClipHash } from '../core/clip.ts';
import { EvalVerseError } from '../core/errors.ts';
import { type ShotCorrection, shotCorrectionSchema } from '../core/shotCorrections.ts';
import { fileErrorCode } from './fileErrors.ts';
import { readLines } from './journalFile.ts';
import { appendToPersonFile, PERSON_FILE_ENDING, personFilesIn } from './personFiles.ts';

function folderOf(root: string): string {
  return join(resolve(root), '.evalverse', 'shots');
}

/**
 * Keeps a correction for good.
 *
 * @param root the folder that has, or will get, `.evalverse`.
 * @throws EvalVerseError `settings/invalid` for an author that cannot name a file, `store/unwritable`.
 */
export async function appendShotCorrection(root: string, correction: ShotCorrection): Promise<void> {
  const problem = raterProblem(correction.author);
  if (problem !== null) throw new EvalVerseError('settings/invalid', problem);
  await appendToPersonFile(join(folderOf(root), correction.author + PERSON_FILE_ENDING), `${JSON.stringify(correction)}\n`);
}

/**
 * Everything that was ever corrected about a clip, by all authors. Lines that hold no correction of the file's author are skipped.
 *
 * @throws EvalVerseError `store/invalid` when a file cannot be read.
 */
export async function readShotCorrections(root: string, hash: ClipHash): Promise<ShotCorrection[]> {
  const folder = folderOf(root);
  // A merge may bring the same line in twice.
  const found = new Map<string, ShotCorrection>();
  const names = await personFilesIn(folder).catch((error: unknown) => {
    // Below a file that is in the way there are none; whoever writes is told.
    if (fileErrorCode(error) === 'ENOTDIR') return [];
    throw unreadable(folder, error);
  });
  for (const name of names)
    for (const correction of await correctionsIn(join(folder, name), basename(name, PERSON_FILE_ENDING)))
      if (correction.clip.hash === hash) found.set(correction.id, correction);
  return [...found.values()];
}

async function correctionsIn(file: string, author: string): Promise<ShotCorrection[]> {
  const corrections: ShotCorrection[] = [];
  let handle: FileHandle | null = null;
  try {
    handle = await open(file, 'r');
    for await (const lines of readLines(handle, 0, (await handle.stat()).size))
      for (const { bytes } of lines) {
        const correction = correctionOf(bytes);
        if (correction?.author === author) corrections.push(correction);
      }
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    await handle?.close();
  }
  return corrections;
}

function correctionOf(bytes: Uint8Array): ShotCorrection | null {
  try {
    return shotCorrectionSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

function unreadable(path: string, cause: unknown): EvalVerseError {
  return new EvalVerseError('store/invalid', `The corrections of shots in ${path} cannot be read.`, { cause });
}
