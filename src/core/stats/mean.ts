/** The arithmetic mean; `null` of nothing. */
export function mean(values: ArrayLike<number>): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += Number(values[index]);
  return sum / values.length;
}
