import type { ClipHash } from '../../core/clip.ts';
import type { Taxonomy } from '../../core/taxonomy/model.ts';
import { type AnnotationStore, openAnnotations } from '../../store/annotations.ts';
import { openStore, type Store } from '../../store/store.ts';
import { ratedClips } from './comparison.ts';

/** What was rated and judged in one folder. */
export interface RatedFolder {
  /** Absolute. */
  readonly folder: string;
  readonly taxonomy: Taxonomy;
  readonly annotations: AnnotationStore;
  /** Paths of the clips that anybody rated, by hash. */
  readonly clips: ReadonlyMap<ClipHash, string>;
  readonly store: Store;
}

export interface RatedFolderOptions {
  /** Absolute. */
  readonly folder: string;
  readonly taxonomy: Taxonomy;
  readonly cacheFolder: string;
}

/**
 * Does something with the ratings of a folder, which may have none; the store is closed afterwards.
 *
 * @throws EvalVerseError `store/invalid`; what `use` throws.
 */
export async function withRatedFolder<T>(
  { folder, taxonomy, cacheFolder }: RatedFolderOptions,
  use: (rated: RatedFolder) => Promise<T>,
): Promise<T> {
  const annotations = await openAnnotations(folder);
  const store = await openStore({ root: folder, cacheFolder });
  try {
    return await use({ folder, taxonomy, annotations, clips: ratedClips(annotations), store });
  } finally {
    await store.close();
  }
}
