import { at } from './at.ts';

/** Ranks 1…n, ascending; equal values share the mean of their ranks (mid-ranks, scipy's `rankdata(method='average')`). */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, index) => index).sort((a, b) => at(values, a) - at(values, b));
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    const value = at(values, at(order, start));
    let end = start + 1;
    while (end < order.length && at(values, at(order, end)) === value) end += 1;
    const shared = (start + 1 + end) / 2;
    for (let position = start; position < end; position += 1) ranks[at(order, position)] = shared;
    start = end;
  }
  return ranks;
}
