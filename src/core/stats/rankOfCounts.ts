/** The mid-rank of each of several ascending values, given how often each occurs. */
export function averageRankOfCounts(counts: ArrayLike<number>): Float64Array {
  let below = 0;
  return Float64Array.from(counts, (count) => {
    const rank = below + (count + 1) / 2;
    below += count;
    return rank;
  });
}
