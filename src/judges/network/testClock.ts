import type { Clock } from './clock.ts';

export interface TestClock extends Clock {
  /** Every wait that was asked for, in milliseconds and in order. */
  readonly waits: readonly number[];
}

/** A clock that stands still except while somebody waits, which takes no time. */
export function createTestClock(start = Date.UTC(2026, 10, 22, 12)): TestClock {
  const waits: number[] = [];
  let now = start;
  return {
    waits,
    now: () => now,
    async wait(milliseconds, signal) {
      signal.throwIfAborted();
      waits.push(milliseconds);
      now += milliseconds;
      await Promise.resolve();
      signal.throwIfAborted();
    },
  };
}
