import type { Threshold } from './measurement.ts';

/** A measured quantity that can be drawn over time. */
export interface TraceChoice {
  /** Operator id. */
  readonly operator: string;
  readonly title: string;
  /** Unit of the values; empty for a pure ratio. */
  readonly unit: string;
  /** Id of the aspect that the quantity speaks to. */
  readonly aspect: string;
}

/** A quantity over time, thinned to what a screen can show. */
export interface DrawnTrace extends TraceChoice {
  /** Clip times in seconds, increasing. */
  readonly times: Float64Array;
  /** One value per time; NaN where there is none. */
  readonly values: Float32Array;
  /** Where partial and fail begin, or `null` when nothing is held against a limit. */
  readonly threshold: Pick<Threshold, 'partial' | 'fail'> | null;
}

/**
 * At most about `most` points that keep every extreme: of each stretch of neighbours, the smallest and the largest value at
 * their own times, and NaN where the whole stretch has no value.
 */
export function thinned(
  { times, values }: { readonly times: Float64Array; readonly values: Float32Array },
  most: number,
): { times: Float64Array; values: Float32Array } {
  if (values.length <= most) return { times: times.slice(), values: values.slice() };
  const stretch = Math.ceil((2 * values.length) / most);
  const kept: number[] = [];
  for (let from = 0; from < values.length; from += stretch) {
    let low = from;
    let high = from;
    for (let i = from + 1; i < Math.min(from + stretch, values.length); i++) {
      const value = values[i] ?? Number.NaN;
      // A comparison with NaN is false: the first number replaces it, and it replaces none.
      if (!(value >= (values[low] ?? Number.NaN)) && !Number.isNaN(value)) low = i;
      if (!(value <= (values[high] ?? Number.NaN)) && !Number.isNaN(value)) high = i;
    }
    kept.push(Math.min(low, high));
    if (low !== high) kept.push(Math.max(low, high));
  }
  return {
    times: Float64Array.from(kept, (i) => times[i] ?? 0),
    values: Float32Array.from(kept, (i) => values[i] ?? Number.NaN),
  };
}

/** The value at clip time `t`: of the last point at or before it. `null` where there is none. */
export function valueAt({ times, values }: Pick<DrawnTrace, 'times' | 'values'>, t: number): number | null {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= t + 1e-6) low = middle + 1;
    else high = middle;
  }
  const value = values[low - 1];
  return value === undefined || Number.isNaN(value) ? null : value;
}
