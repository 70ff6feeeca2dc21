/**
 * The value that would stand at `index` if all values were sorted, by quickselect in place: afterwards none before it is greater
 * and none behind it smaller.
 *
 * @param from values before this index are left alone; none of them may be greater than those behind.
 */
export function orderStatistic(values: Float32Array, index: number, from = 0): number {
  let left = from;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1] ?? 0;
    let low = left;
    let high = right;
    while (low <= high) {
      while ((values[low] ?? 0) < pivot) low++;
      while ((values[high] ?? 0) > pivot) high--;
      if (low > high) break;
      const value = values[low] ?? 0;
      values[low++] = values[high] ?? 0;
      values[high--] = value;
    }
    if (index <= high) right = high;
    else if (index >= low) left = low;
    else break;
  }
  return values[index] ?? 0;
}
