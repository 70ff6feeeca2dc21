import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { RatingsThread } from '../../batch/ratings/ratingsThread.ts';
import type { RatingsSurvey } from '../../batch/ratings/surveyOf.ts';
import type { Tasks } from '../evaluation/tasks.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';

export interface ReadRatings {
  readonly survey: RatingsSurvey;
  /** Asks the thread under a notification that can be cancelled. */
  ask<T>(label: string, question: (thread: RatingsThread) => Promise<T>): Promise<T>;
}

/**
 * Reads the ratings of a folder in a thread of their own and hands them to `use`; the thread ends afterwards, and at once when the
 * user cancels.
 */
export async function withRatings<T>(
  { tasks, taxonomy }: { readonly tasks: Tasks; readonly taxonomy: TaxonomyService },
  folder: vscode.Uri,
  use: (ratings: ReadRatings) => Promise<T>,
): Promise<T> {
  const { startRatingsThread } = await import('../../batch/ratings/ratingsThread.ts');
  const { defaultCacheFolder } = await import('../../store/cache.ts');
  const ending = new AbortController();
  const options = { folder: folder.fsPath, taxonomy: await taxonomy.loadShown(), cacheFolder: defaultCacheFolder() };
  const thread = startRatingsThread(options, ending.signal);
  const ask = <Answer>(label: string, question: (thread: RatingsThread) => Promise<Answer>): Promise<Answer> =>
    tasks.run({ label, clip: null, byUser: true, notify: true }, async (signal) => {
      const cancel = () => ending.abort(signal.reason);
      signal.addEventListener('abort', cancel, { once: true });
      return question(thread).finally(() => signal.removeEventListener('abort', cancel));
    });
  try {
    const label = vscode.l10n.t('Reading the ratings in {0}', posix.basename(folder.path));
    return await use({ survey: await ask(label, (own) => own.survey()), ask });
  } finally {
    await thread.close();
  }
}
