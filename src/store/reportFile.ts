import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unwritable } from './fileErrors.ts';

/** @throws EvalVerseError `store/unwritable`. */
export async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw unwritable(dirname(file), error);
  }
}
