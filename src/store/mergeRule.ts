import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileErrorCode, unwritable } from './fileErrors.ts';

/** Order counts for nothing in these files, so that git may keep the lines of both sides where a person worked on two branches. */
const RULE = 'annotations/*.jsonl merge=union\nshots/*.jsonl merge=union\n';

/**
 * Tells git how the files of people merge, in a file that the user may have and change.
 *
 * @param folder `.evalverse`; it exists.
 * @throws EvalVerseError `store/unwritable`.
 */
export async function writeMergeRule(folder: string): Promise<void> {
  try {
    await writeFile(join(folder, '.gitattributes'), RULE, { flag: 'wx' });
  } catch (error) {
    if (fileErrorCode(error) !== 'EEXIST') throw unwritable(folder, error);
  }
}
