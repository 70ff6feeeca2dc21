import type { DimensionRow, SideScore } from '../../src/core/comparison/compareScores.ts';
import { formatPoints } from '../../src/core/score.ts';
import { COMPARE_STRINGS as WORDS } from '../ui/compareStrings.ts';
import { LIST_JOINT } from '../ui/language.ts';
import { letterOf } from './letters.ts';

/** The clips that a difference speaks for, by position: the higher one and all that have the very same score. */
export function leaders({ scores, difference: { higher } }: Pick<DimensionRow, 'scores' | 'difference'>): number[] {
  const best = higher === null ? null : scores[higher];
  return best ? scores.flatMap((score, index) => (score && isSame(score, best) ? [index] : [])) : [];
}

/** `A +50`; of more than two clips also over which one: `A, B +50 over D`. Empty where no score is higher. */
export function higherWords(row: Pick<DimensionRow, 'scores' | 'difference'>): string {
  const { higher, lower, size } = row.difference;
  if (higher === null || lower === null) return '';
  const letters = leaders(row).map(letterOf).join(LIST_JOINT);
  const points = formatPoints(size);
  return row.scores.length > 2 ? WORDS.higherThan(letters, points, letterOf(lower)) : WORDS.higher(letters, points);
}

function isSame(one: SideScore, other: SideScore): boolean {
  return one.value === other.value && one.interval?.low === other.interval?.low && one.interval?.high === other.interval?.high;
}
