import { at, requireFinite } from './at.ts';

/**
 * Kendall's coefficient of concordance W = 12S/(m²(n³−n)), 0…1, of m rankings without ties of the same n things, S the sum of
 * squared deviations of the rank sums (Kendall & Babington Smith 1939). `null` below one ranking or two things.
 *
 * @param rankings one per rater, each a permutation of 1…n.
 * @throws RangeError when one is not.
 */
export function kendallW(rankings: readonly (readonly number[])[]): number | null {
  const m = rankings.length;
  const n = rankings[0]?.length ?? 0;
  for (const ranking of rankings) {
    requireFinite(ranking);
    const sorted = [...ranking].sort((a, b) => a - b);
    if (sorted.length !== n || sorted.some((rank, index) => rank !== index + 1)) throw new RangeError(`not a ranking 1…${n}`);
  }
  if (m < 1 || n < 2) return null;
  const centre = (m * (n + 1)) / 2;
  let squares = 0;
  for (let index = 0; index < n; index += 1) {
    squares += (rankings.reduce((sum, ranking) => sum + at(ranking, index), 0) - centre) ** 2;
  }
  return (12 * squares) / (m * m * (n ** 3 - n));
}
