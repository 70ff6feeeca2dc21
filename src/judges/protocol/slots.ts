/** Lets at most `count` pieces of work run at once, in the order in which they asked. */
export function createSlots(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = Math.max(1, Math.floor(count));
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // A slot is handed on without ever being free, so that nobody can jump the queue.
      if (next) next();
      else free += 1;
    }
  };
}
