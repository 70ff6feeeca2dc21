export interface SharedWork<T> {
  /** Waits for the work. It ends for all when the last one who waits gives up. @throws what the work throws; `signal.reason`. */
  join(signal: AbortSignal, onProgress?: (fraction: number) => void): Promise<T>;
}

/** Work that is done once for several who wait, each of whom may give up. Runs from the first `join` on. */
export function shareWork<T>(run: (signal: AbortSignal, onProgress: (fraction: number) => void) => Promise<T>): SharedWork<T> {
  const ending = new AbortController();
  const listeners = new Set<(fraction: number) => void>();
  let waiting = 0;
  let work: Promise<T> | null = null;
  return {
    join(signal, onProgress) {
      signal.throwIfAborted();
      waiting += 1;
      if (onProgress) listeners.add(onProgress);
      work ??= run(ending.signal, (fraction) => {
        for (const listener of listeners) listener(fraction);
      });
      const common = work;
      return new Promise<T>((resolve, reject) => {
        const onAbort = () => {
          leave();
          reject(signal.reason);
          if (waiting === 0) ending.abort(signal.reason);
        };
        const leave = () => {
          waiting -= 1;
          if (onProgress) listeners.delete(onProgress);
          signal.removeEventListener('abort', onAbort);
        };
        signal.addEventListener('abort', onAbort);
        void common.then(resolve, reject).finally(() => {
          if (!signal.aborted) leave();
        });
      });
    },
  };
}
