import type { GoogleGenAI } from '@google/genai/web';
import type { CallSubject } from '../backend.ts';
import type { Breaker } from '../network/breaker.ts';
import { type Clock, systemClock } from '../network/clock.ts';
import type { GuardedFetch } from '../network/guardedFetch.ts';
import type { RateBudget } from '../network/rateBudget.ts';
import { withRetry } from '../network/retry.ts';
import { type GeminiAccess, geminiClient, originOf } from './client.ts';
import { ownError } from './sdkError.ts';

export interface GeminiOptions {
  /** As the provider names it, without a path before it. */
  readonly model: string;
  readonly access: GeminiAccess;
  /** Scheme, host and port of another endpoint than the provider's own. */
  readonly origin?: string;
  readonly fetch: GuardedFetch;
  readonly breaker: Breaker;
  readonly budget: RateBudget;
  readonly clock?: Clock;
  /** 0…1; spreads the times of retries. */
  readonly random?: () => number;
  /** Milliseconds for one request with its whole answer. */
  readonly timeout?: number;
}

export interface WireOptions {
  readonly signal: AbortSignal;
  readonly about: CallSubject;
  /** Input tokens of a question; `null` for everything else, which counts against no limit. */
  readonly tokens: number | null;
  readonly amend?: (error: unknown) => boolean;
  readonly onUploaded?: (bytes: number) => void;
}

/** The one way by which this backend talks: client library, guarded fetch, retries, breaker and budget together. */
export interface GeminiWire {
  readonly origin: string;
  readonly clock: Clock;
  /** @param action `ended` aborts when the attempt is over, however it went. @throws as `withRetry`. */
  run<T>(action: (client: GoogleGenAI, ended: AbortSignal) => Promise<T>, options: WireOptions): Promise<T>;
}

const DEFAULT_TIMEOUT = 120_000;

/** @throws EvalVerseError `settings/invalid`. */
export function createGeminiWire(options: GeminiOptions): GeminiWire {
  const { access, model, clock = systemClock, timeout = DEFAULT_TIMEOUT } = options;
  const origin = options.origin ?? originOf(access);
  const secrets = access.kind === 'key' ? [access.key] : [];

  return {
    origin,
    clock,
    run(action, { signal, about, tokens, amend, onUploaded }) {
      const fetch = options.fetch({ signal, about, ...(onUploaded ? { onUploaded } : {}) });
      const attempt = async () => {
        const attemptOver = new AbortController();
        try {
          return await action(await geminiClient({ access, origin, timeout }, fetch), attemptOver.signal);
        } catch (error) {
          throw ownError(error, secrets, clock.now());
        } finally {
          // The library lets go of a stream that it gives up on without closing it.
          attemptOver.abort();
        }
      };
      return withRetry(attempt, {
        signal,
        endpoint: { origin, model },
        breaker: options.breaker,
        budget: tokens === null ? null : options.budget,
        tokens: tokens ?? 0,
        clock,
        ...(amend ? { amend } : {}),
        ...(options.random ? { random: options.random } : {}),
      });
    },
  };
}
