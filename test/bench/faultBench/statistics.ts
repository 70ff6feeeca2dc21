/**
 * Area under the receiver operating characteristic: how likely a faulty clip has the larger value than a clean one (a tie is a
 * half). Mann–Whitney U over all pairs; `null` when a side is empty.
 */
export function areaUnderCurve(faulty: readonly number[], clean: readonly number[]): number | null {
  if (faulty.length === 0 || clean.length === 0) return null;
  let wins = 0;
  for (const a of faulty) for (const b of clean) wins += a > b ? 1 : a === b ? 0.5 : 0;
  return wins / (faulty.length * clean.length);
}

/** The `share` quantile (0…1) by the nearest rank; `null` without values. */
export function quantileOf(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
