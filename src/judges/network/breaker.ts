import { EvalVerseError } from '../../core/errors.ts';
import { type Clock, systemClock } from './clock.ts';

/** Stops asking an endpoint that does not answer, for all judgements in flight at once. */
export interface Breaker {
  /** @throws EvalVerseError `judge/unreachable` while the endpoint is left alone. */
  check(): void;
  /** The endpoint answered, whatever it said. */
  answered(): void;
  failed(): void;
}

export interface BreakerOptions {
  /** Scheme, host and port, for the message. */
  readonly origin: string;
  /** Failures in a row. */
  readonly limit?: number;
  /** Milliseconds until one more request may try. */
  readonly rest?: number;
  readonly clock?: Clock;
}

export function createBreaker({ origin, limit = 10, rest = 60_000, clock = systemClock }: BreakerOptions): Breaker {
  let failures = 0;
  let openUntil = 0;
  return {
    check() {
      if (failures < limit) return;
      if (clock.now() < openUntil)
        throw new EvalVerseError(
          'judge/unreachable',
          `${origin} did not answer ${failures} times in a row; look whether it works and try again in a minute.`,
        );
      // The next one tries for all; the others wait for what comes of it.
      openUntil = clock.now() + rest;
    },
    answered() {
      failures = 0;
    },
    failed() {
      failures += 1;
      openUntil = clock.now() + rest;
    },
  };
}
