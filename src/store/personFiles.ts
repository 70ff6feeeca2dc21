import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Appended, appendDurably } from './appendDurably.ts';
import { fileErrorCode } from './fileErrors.ts';
import { writeMergeRule } from './mergeRule.ts';

/** How the file of a person ends: each has one of his own in a folder, so that two people never change the same one. */
export const PERSON_FILE_ENDING = '.jsonl';

/**
 * Names of the files of all people in a folder below `.evalverse`, sorted; none where there is no such folder.
 *
 * @throws what the system says about a folder that cannot be read.
 */
export async function personFilesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(PERSON_FILE_ENDING)).sort();
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Appends to the file of a person, as `appendDurably`, and sees to it that git merges such files. @throws EvalVerseError `store/unwritable`. */
export async function appendToPersonFile(file: string, text: string): Promise<Appended> {
  const appended = await appendDurably(file, text);
  if (appended.before.size === 0n) await writeMergeRule(dirname(dirname(file)));
  return appended;
}
