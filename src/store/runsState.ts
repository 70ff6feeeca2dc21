import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Runs whose journals may still grow: a process that judges is seldom older than so many others. */
const GROWING = 16;

/**
 * A text that is another one whenever a run has come or gone below `root`, or the journal of a recent one has grown; empty where there
 * are no runs. For folders that no file watcher can be trusted with: network drives tell nothing of what other machines write.
 */
export async function runsStateOf(root: string): Promise<string> {
  const folder = join(root, '.evalverse', 'runs');
  const runs = (await readdir(folder).catch(() => [])).sort();
  const sizes = runs.slice(-GROWING).map((run) =>
    stat(join(folder, run, 'verdicts.jsonl')).then(
      ({ size }) => size,
      () => null,
    ),
  );
  return runs.length === 0 ? '' : JSON.stringify([runs, await Promise.all(sizes)]);
}
