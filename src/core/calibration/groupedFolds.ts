import { seededRandom, shuffled } from '../stats/random.ts';
import type { LabelledScore } from './labelledScore.ts';

/** One split: nothing of a held-out group is in the training part. */
export interface Fold {
  readonly training: readonly LabelledScore[];
  readonly heldOut: readonly LabelledScore[];
}

/**
 * Splits labels for cross-validation by whole groups, folds of nearly equal size; the same for the same seed whatever the order of
 * the labels. As many folds as there are groups, where those are fewer.
 *
 * @returns every label held out exactly once; no fold with fewer than two groups.
 */
export function groupedFolds(labels: readonly LabelledScore[], most: number, seed: number): readonly Fold[] {
  const members = Map.groupBy(labels, ({ group }) => group);
  const names = shuffled([...members.keys()].sort(), seededRandom(seed));
  const count = Math.min(most, names.length);
  if (count < 2) return [];
  const folds = Array.from({ length: count }, (): { size: number; groups: Set<string> } => ({ size: 0, groups: new Set() }));
  const sizeOf = (name: string) => members.get(name)?.length ?? 0;
  // Largest first into the emptiest fold; the sort is stable, so that equal groups stay in random order.
  for (const name of names.sort((a, b) => sizeOf(b) - sizeOf(a))) {
    const emptiest = folds.reduce((least, fold) => (fold.size < least.size ? fold : least));
    emptiest.size += sizeOf(name);
    emptiest.groups.add(name);
  }
  return folds.map(({ groups }) => ({
    training: labels.filter(({ group }) => !groups.has(group)),
    heldOut: labels.filter(({ group }) => groups.has(group)),
  }));
}
