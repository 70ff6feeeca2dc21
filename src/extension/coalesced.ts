/**
 * Lets `work` be asked for as often as its reasons arise, but done no oftener than needed: while it runs for a key, all
 * further calls with that key share one more run, which begins after it and so sees everything that set them off.
 */
export function coalesced<T, V>(work: (item: T) => Promise<V>, keyOf: (item: T) => string): (item: T) => Promise<V> {
  const latest = new Map<string, { readonly result: Promise<V>; begun: boolean }>();
  return (item) => {
    const key = keyOf(item);
    const before = latest.get(key);
    if (before && !before.begun) return before.result;
    const begin = () => {
      run.begun = true;
      return work(item);
    };
    const run = { result: (before?.result ?? Promise.resolve()).then(begin, begin), begun: false };
    latest.set(key, run);
    return run.result;
  };
}
