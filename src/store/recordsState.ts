import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What is kept in `.evalverse` in a folder of its own, and may be written by other processes and machines at any time. */
export type RecordKind = 'runs' | 'annotations' | 'calibration';

/** Runs whose journals may still grow: a process that judges is seldom older than so many others. */
const GROWING = 16;

/**
 * A text that is another one whenever a record of this kind has come, gone or changed below `root`; of runs, only recent ones are
 * looked at for growth. Empty where there are none. For folders that no file watcher can be trusted with: network drives tell nothing
 * of what other machines write.
 */
export async function recordsStateOf(root: string, kind: RecordKind): Promise<string> {
  const folder = join(root, '.evalverse', kind);
  const entries = (await readdir(folder).catch(() => [])).sort();
  const files =
    kind === 'runs'
      ? entries.slice(-GROWING).map((run) => join(folder, run, 'verdicts.jsonl'))
      : entries.map((name) => join(folder, name));
  const versions = files.map((file) =>
    stat(file).then(
      ({ size, mtimeMs }) => [size, mtimeMs],
      () => null,
    ),
  );
  return entries.length === 0 ? '' : JSON.stringify([entries, await Promise.all(versions)]);
}
