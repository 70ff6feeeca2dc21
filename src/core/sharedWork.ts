interface Share<V> {
  readonly result: Promise<V>;
  readonly controller: AbortController;
  readonly listeners: Set<(fraction: number) => void>;
  waiting: number;
}

/**
 * Lets everybody who needs the same result at the same time wait for one piece of work instead of doing it again.
 * The work is aborted when the last one who waits for it has given up.
 */
export class SharedWork<K, V> {
  readonly #shares = new Map<K, Share<V>>();

  async run(
    key: K,
    options: { readonly signal?: AbortSignal; readonly onProgress?: (fraction: number) => void },
    work: (signal: AbortSignal, onProgress: (fraction: number) => void) => Promise<V>,
  ): Promise<V> {
    const { signal, onProgress } = options;
    signal?.throwIfAborted();
    const share = this.#shares.get(key) ?? this.#start(key, work);
    share.waiting++;
    if (onProgress) share.listeners.add(onProgress);
    const { promise: givenUp, reject } = Promise.withResolvers<never>();
    const giveUp = () => reject(signal?.reason);
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      return await Promise.race([share.result, givenUp]);
    } finally {
      signal?.removeEventListener('abort', giveUp);
      if (onProgress) share.listeners.delete(onProgress);
      if (--share.waiting === 0) this.#end(key, share);
    }
  }

  #start(key: K, work: (signal: AbortSignal, onProgress: (fraction: number) => void) => Promise<V>): Share<V> {
    const controller = new AbortController();
    const listeners = new Set<(fraction: number) => void>();
    const result = work(controller.signal, (fraction) => {
      for (const listener of listeners) listener(fraction);
    });
    // Those who wait hear of a failure; when all have given up, nobody has to.
    result.catch(() => undefined);
    const share: Share<V> = { result, controller, listeners, waiting: 0 };
    this.#shares.set(key, share);
    return share;
  }

  #end(key: K, share: Share<V>): void {
    if (this.#shares.get(key) === share) this.#shares.delete(key);
    share.controller.abort();
  }
}
