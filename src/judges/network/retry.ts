import { EvalVerseError } from '../../core/errors.ts';
import type { Breaker } from './breaker.ts';
import { type Clock, systemClock } from './clock.ts';
import type { RateBudget } from './rateBudget.ts';
import { type Endpoint, troubleOf } from './trouble.ts';
import { WireError } from './wireError.ts';

export interface RetryOptions {
  readonly signal: AbortSignal;
  readonly endpoint: Endpoint;
  readonly breaker: Breaker;
  /** `null` for requests that providers do not count, like those about files. */
  readonly budget: RateBudget | null;
  /** Input tokens of one attempt, as far as one can tell before. */
  readonly tokens: number;
  /**
   * Looks at a failure before anything else does. Says true when it has changed the request so that the failure cannot come back
   * (an option left out, a file sent anew); the request then starts again at once, which is no retry.
   */
  readonly amend?: (error: unknown) => boolean;
  /** Told before every wait, in milliseconds. */
  readonly onWait?: (milliseconds: number) => void;
  readonly clock?: Clock;
  /** 0…1. */
  readonly random?: () => number;
}

const RETRIES = 5;
const AMENDMENTS = 5;
const FIRST_BACKOFF = 1_000;
const LONGEST_BACKOFF = 60_000;
/** A server that wants to be left alone for longer is not waited for: a person decides then. */
const LONGEST_WAIT = 600_000;

/** Full half to whole of the exponential step, so that judgements in flight do not come back all at once. */
function backoff(retry: number, random: () => number): number {
  const step = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** retry);
  return step / 2 + (step / 2) * random();
}

/**
 * Runs requests until one succeeds: the only place that repeats any. Never earlier than the server asked for.
 *
 * @throws EvalVerseError `judge/quota`, `judge/key`, `judge/model`, `judge/rejected` at once; `judge/unreachable` after every retry;
 *   `signal.reason` when aborted; whatever else the attempt throws.
 */
export async function withRetry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal, endpoint, breaker, budget, clock = systemClock, random = Math.random } = options;
  let amendments = 0;
  for (let retry = 0; ; ) {
    signal.throwIfAborted();
    breaker.check();
    await budget?.acquire(options.tokens, signal);
    try {
      const result = await attempt();
      breaker.answered();
      return result;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const trouble = troubleOf(error, endpoint);
      if (trouble === null) throw error;
      if (trouble.kind === 'again') breaker.failed();
      else if (error instanceof WireError) breaker.answered();
      if (amendments < AMENDMENTS && options.amend?.(error)) {
        amendments += 1;
        continue;
      }
      if (trouble.kind === 'stop') throw trouble.error;
      const wait = Math.max(trouble.wait ?? 0, backoff(retry, random));
      if (trouble.kind === 'slower') budget?.exceeded(trouble.what, wait);
      if (retry === RETRIES || wait > LONGEST_WAIT) throw exhausted(trouble.kind, endpoint, error);
      retry += 1;
      options.onWait?.(wait);
      await clock.wait(wait, signal);
    }
  }
}

function exhausted(kind: 'slower' | 'again', { origin }: Endpoint, cause: unknown): EvalVerseError {
  return kind === 'slower'
    ? new EvalVerseError('judge/quota', `${origin} takes no more requests for now; try again later.`, { cause })
    : new EvalVerseError('judge/unreachable', `${origin} did not answer; look whether it works and try again.`, { cause });
}
