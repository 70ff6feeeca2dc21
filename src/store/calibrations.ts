import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Calibration, calibrationSchema } from '../core/calibration/calibration.ts';
import { EvalVerseError } from '../core/errors.ts';
import { fileErrorCode, unwritable } from './fileErrors.ts';
import { syncFolder } from './syncFolder.ts';

const ENDING = '.json';

function folderIn(root: string): string {
  return join(root, '.evalverse', 'calibration');
}

/**
 * Keeps a calibration as `.evalverse/calibration/<fingerprint>.json`, in place of an older one of the same judge.
 *
 * @param root the folder that has, or will get, `.evalverse`.
 * @returns the file.
 * @throws EvalVerseError `store/invalid` for a fingerprint that is no file name, `store/unwritable`.
 */
export async function writeCalibration(root: string, calibration: Calibration): Promise<string> {
  const { fingerprint } = calibrationSchema.parse(calibration);
  if (!/^[\w-]+$/.test(fingerprint))
    throw new EvalVerseError('store/invalid', 'The fingerprint of the judge cannot name a file; score the folder again.');
  const folder = folderIn(root);
  const file = join(folder, fingerprint + ENDING);
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(`${file}.part`, 'w');
    try {
      await handle.writeFile(`${JSON.stringify(calibration, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.part`, file);
    for (const parent of [folder, dirname(folder)]) await syncFolder(parent);
  } catch (error) {
    throw unwritable(folder, error);
  }
  return file;
}

/**
 * The calibrations of a folder, youngest first, and sentences about what cannot be read or holds none. Never throws: whoever shows
 * scores can show them raw.
 */
export async function readCalibrations(
  root: string,
): Promise<{ readonly calibrations: readonly Calibration[]; readonly problems: readonly string[] }> {
  const folder = folderIn(root);
  const calibrations: Calibration[] = [];
  const problems: string[] = [];
  const names = await namesIn(folder).catch(() => {
    problems.push(`${folder} cannot be read: scores are shown raw.`);
    return [];
  });
  for (const name of names) {
    const file = join(folder, name);
    try {
      const calibration = calibrationSchema.parse(JSON.parse(await readFile(file, 'utf8')));
      if (name === calibration.fingerprint + ENDING) calibrations.push(calibration);
      else problems.push(`${file} is not used: it is named after another judge than the one that it calibrates.`);
    } catch {
      problems.push(`${file} is not used: it holds no calibration. Remove it, or calibrate again.`);
    }
  }
  return { calibrations: calibrations.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt)), problems };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(ENDING)).sort();
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
