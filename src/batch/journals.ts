import { basename, isAbsolute, relative, sep } from 'node:path';
import type { Judge } from '../core/judge.ts';
import { dimensionsOf } from '../core/taxonomy/walk.ts';
import type { RunJournal } from '../store/runJournal.ts';
import type { EvaluationContext } from './context.ts';
import type { EvaluationTarget } from './target.ts';

/** The journals of one piece of work: a run for each judge that has something to say. */
export interface Journals {
  /** @throws EvalVerseError `store/unwritable`. */
  of(judge: Judge): Promise<RunJournal>;
  /** Closes all of them and gives the ids of their runs. Never throws: whoever asked for a journal has heard why there is none. */
  close(): Promise<string[]>;
}

/**
 * @param paths absolute.
 * @param dimensions ids of the dimensions that are asked; all of them when left out.
 */
export function createJournals(
  { taxonomy, store }: Pick<EvaluationContext, 'taxonomy' | 'store'>,
  paths: readonly string[],
  target: EvaluationTarget,
  dimensions: readonly string[] | undefined,
): Journals {
  const journals = new Map<string, Promise<RunJournal>>();
  return {
    of(judge) {
      const journal =
        journals.get(judge.id) ??
        store.beginRun({
          judge: { id: judge.id, fingerprint: judge.fingerprint(taxonomy) },
          dimensions: dimensions ? [...dimensions] : dimensionsOf(taxonomy).map(({ id }) => id),
          target,
          clips: paths.map((path) => shownPath(store.root, path)),
        });
      journals.set(judge.id, journal);
      return journal;
    },
    async close() {
      const opened = await Promise.allSettled(journals.values());
      const open = opened.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
      await Promise.all(open.map((journal) => journal.close()));
      return open.map(({ id }) => id);
    },
  };
}

/** How verdicts name a clip: relative to the results' folder, with forward slashes; by its bare name when it lies outside. */
export function shownPath(root: string, path: string): string {
  const fromRoot = relative(root, path);
  const outside = fromRoot === '..' || fromRoot.startsWith(`..${sep}`) || isAbsolute(fromRoot);
  return outside ? basename(path) : fromRoot.split(sep).join('/');
}
