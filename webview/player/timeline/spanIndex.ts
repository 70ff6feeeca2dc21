import type { TimeSpan } from '../../../src/core/time.ts';

/** Neighbours that are skipped together when none of them lasts long enough. */
const BLOCK = 64;

/** Finds what happens at a time without looking at everything. */
export interface SpanIndex<Item> {
  /** In the order of their starts. */
  readonly items: readonly Item[];
  /** What begins before `to` and ends after `from`, or is an empty span between them; in the order of the starts. */
  between(from: number, to: number): Item[];
}

/** @param items in any order. */
export function spanIndex<Item extends { readonly span: TimeSpan }>(items: readonly Item[]): SpanIndex<Item> {
  const sorted = [...items].sort((a, b) => a.span.start - b.span.start);
  const starts = Float64Array.from(sorted, ({ span }) => span.start);
  const latest = new Float64Array(Math.ceil(sorted.length / BLOCK));
  sorted.forEach(({ span }, i) => {
    const block = Math.floor(i / BLOCK);
    latest[block] = i % BLOCK === 0 ? span.end : Math.max(latest[block] ?? 0, span.end);
  });
  return {
    items: sorted,
    between(from, to) {
      const found: Item[] = [];
      const beyond = firstAbove(starts, to);
      for (let block = 0; block * BLOCK < beyond; block++) {
        if ((latest[block] ?? 0) < from) continue;
        for (let i = block * BLOCK; i < Math.min(beyond, (block + 1) * BLOCK); i++) {
          const item = sorted[i];
          if (item && (item.span.end > from || item.span.start >= from)) found.push(item);
        }
      }
      return found;
    },
  };
}

/** The index of the first of the increasing `times` that is above `time`; their number when there is none. */
export function firstAbove(times: ArrayLike<number>, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
