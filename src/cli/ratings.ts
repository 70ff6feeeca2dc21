import { resolve } from 'node:path';
import { type RatedFolder, withRatedFolder } from '../batch/ratings/ratedFolder.ts';
import { EvalVerseError } from '../core/errors.ts';
import { defaultCacheFolder } from '../store/cache.ts';
import { loadTaxonomy } from './taxonomyOption.ts';

/**
 * Does something with the ratings of a folder; the store is closed afterwards.
 *
 * @throws EvalVerseError `settings/invalid` where nobody has rated anything; what `use` throws.
 */
export async function withRatings(
  options: { readonly folder: string; readonly taxonomy?: string | undefined; readonly cache?: string | undefined },
  use: (ratings: RatedFolder) => Promise<number>,
): Promise<number> {
  const folder = resolve(options.folder);
  const taxonomy = await loadTaxonomy(options.taxonomy);
  return withRatedFolder({ folder, taxonomy, cacheFolder: resolve(options.cache ?? defaultCacheFolder()) }, (ratings) => {
    if (ratings.clips.size === 0)
      throw new EvalVerseError('settings/invalid', `Nobody has rated a clip in ${options.folder} yet.`);
    return use(ratings);
  });
}
