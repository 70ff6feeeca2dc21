import { at } from './at.ts';

/**
 * Sample quantile by linear interpolation between order statistics: type 7 of Hyndman & Fan (1996), NumPy's and R's default.
 *
 * @param sorted ascending, at least one value.
 * @param p 0…1.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const low = at(sorted, below);
  const share = position - below;
  return share === 0 ? low : low + share * (at(sorted, below + 1) - low);
}
