import { resolve } from 'node:path';
import { ratedClips } from '../batch/comparison.ts';
import type { ClipHash } from '../core/clip.ts';
import { EvalVerseError } from '../core/errors.ts';
import type { Taxonomy } from '../core/taxonomy/model.ts';
import { type AnnotationStore, openAnnotations } from '../store/annotations.ts';
import { defaultCacheFolder } from '../store/cache.ts';
import { openStore, type Store } from '../store/store.ts';
import { loadTaxonomy } from './taxonomyOption.ts';

/** What was rated and judged in one folder. */
export interface Ratings {
  /** Absolute. */
  readonly folder: string;
  readonly taxonomy: Taxonomy;
  readonly annotations: AnnotationStore;
  /** Paths by hash. */
  readonly clips: ReadonlyMap<ClipHash, string>;
  readonly store: Store;
}

/**
 * Does something with the ratings of a folder; the store is closed afterwards.
 *
 * @throws EvalVerseError `settings/invalid` where nobody has rated anything; what `use` throws.
 */
export async function withRatings(
  options: { readonly folder: string; readonly taxonomy?: string | undefined; readonly cache?: string | undefined },
  use: (ratings: Ratings) => Promise<number>,
): Promise<number> {
  const folder = resolve(options.folder);
  const taxonomy = await loadTaxonomy(options.taxonomy);
  const annotations = await openAnnotations(folder);
  const clips = ratedClips(annotations);
  if (clips.size === 0) throw new EvalVerseError('settings/invalid', `Nobody has rated a clip in ${options.folder} yet.`);
  const store = await openStore({ root: folder, cacheFolder: resolve(options.cache ?? defaultCacheFolder()) });
  try {
    return await use({ folder, taxonomy, annotations, clips, store });
  } finally {
    await store.close();
  }
}
