import { setTimeout as after } from 'node:timers/promises';

/** Time as the network room sees it, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** @throws `signal.reason` when aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async wait(milliseconds, signal) {
    try {
      await after(milliseconds, undefined, { signal });
    } catch {
      throw signal.reason;
    }
  },
};
