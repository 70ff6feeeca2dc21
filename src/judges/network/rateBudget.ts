import { type Clock, systemClock } from './clock.ts';

/** What the endpoint takes per minute, shared by everything that asks it. `null`: not known. */
export interface RateLimits {
  readonly requestsPerMinute: number | null;
  /** Input tokens. */
  readonly tokensPerMinute: number | null;
}

export interface RateBudget {
  /** Waits for room for one request, first come, first served. @throws `signal.reason` when aborted. */
  acquire(tokens: number, signal: AbortSignal): Promise<void>;
  /** The endpoint said that this was too much: nobody asks before then, and from then on less. */
  exceeded(what: 'requests' | 'tokens', wait: number): void;
  /** As they were set, or lower where the endpoint taught so. */
  limits(): RateLimits;
}

const MINUTE = 60_000;
/** Part of the rate at which the endpoint complained that is asked of it afterwards. */
const LESSON = 0.8;
/** Requests within a minute below which a complaint is about somebody else who uses the same account. */
const TELLING = 5;

export function createRateBudget(limits: RateLimits, clock: Clock = systemClock): RateBudget {
  let { requestsPerMinute, tokensPerMinute } = limits;
  let granted: { at: number; tokens: number }[] = [];
  let closedUntil = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const spent = () => granted.reduce((sum, { tokens }) => sum + tokens, 0);

  /** Milliseconds until there is room. */
  function delayFor(tokens: number): number {
    const now = clock.now();
    granted = granted.filter(({ at }) => at > now - MINUTE);
    if (now < closedUntil) return closedUntil - now;
    const oldest = granted[0];
    if (!oldest) return 0; // a request larger than the whole minute's room gets a minute of its own
    const tooMany = requestsPerMinute !== null && granted.length >= requestsPerMinute;
    const tooMuch = tokensPerMinute !== null && spent() + tokens > tokensPerMinute;
    return tooMany || tooMuch ? oldest.at + MINUTE - now : 0;
  }

  async function grant(tokens: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    for (let delay = delayFor(tokens); delay > 0; delay = delayFor(tokens)) await clock.wait(delay, signal);
    granted.push({ at: clock.now(), tokens });
  }

  return {
    acquire(tokens, signal) {
      const turn = queue.then(() => grant(tokens, signal));
      // Those behind wait for this one's turn to be over, not for it to succeed.
      queue = turn.catch(() => {});
      return new Promise((resolve, reject) => {
        const onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
        void turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
      });
    },
    exceeded(what, wait) {
      const now = clock.now();
      closedUntil = Math.max(closedUntil, now + wait);
      const lately = granted.filter(({ at }) => at > now - MINUTE);
      if (lately.length < TELLING) return;
      const lower = (limit: number | null, seen: number) => Math.max(1, Math.min(limit ?? seen, Math.floor(seen * LESSON)));
      if (what === 'requests') requestsPerMinute = lower(requestsPerMinute, lately.length);
      else tokensPerMinute = lower(tokensPerMinute, spent());
    },
    limits: () => ({ requestsPerMinute, tokensPerMinute }),
  };
}
