/** The `share` quantile (0…1) of the values that are numbers; `null` without any. */
export function quantileOf(values: Iterable<number>, share: number): number | null {
  const sorted = new Float64Array(values).sort();
  // What is no number comes last.
  let count = sorted.length;
  while (count > 0 && Number.isNaN(sorted[count - 1])) count--;
  return sorted[Math.min(count - 1, Math.floor(share * count))] ?? null;
}

/** The middle one of the values that are numbers, of an even count the upper one; `null` without any. */
export function medianOf(values: Iterable<number>): number | null {
  return quantileOf(values, 0.5);
}

/** Standard deviation over all values (not of a sample). */
export function spreadOf(values: ArrayLike<number>): number {
  return Math.sqrt(covarianceOf(values, values));
}

/** Pearson's r of two equally long rows; 0 where one does not vary. */
export function correlationOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const spread = spreadOf(a) * spreadOf(b);
  return spread === 0 ? 0 : covarianceOf(a, b) / spread;
}

function covarianceOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - meanA) * ((b[i] ?? 0) - meanB);
  return sum / a.length;
}

/** NaN without any value. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum / values.length;
}
