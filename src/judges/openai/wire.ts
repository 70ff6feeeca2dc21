import { ParseError } from 'eventsource-parser/stream';
import { EvalVerseError } from '../../core/errors.ts';
import type { CallSubject } from '../backend.ts';
import type { Breaker } from '../network/breaker.ts';
import { type Clock, systemClock } from '../network/clock.ts';
import type { GuardedFetch } from '../network/guardedFetch.ts';
import { keyForHeader } from '../network/headerValue.ts';
import type { RateBudget } from '../network/rateBudget.ts';
import { withRetry } from '../network/retry.ts';
import { sseData } from '../network/sse.ts';
import { ConnectionError } from '../network/wireError.ts';
import type { OpenaiServer } from './servers.ts';

export interface OpenaiOptions {
  /** As the server names it. */
  readonly model: string;
  readonly server: OpenaiServer;
  /** Address before `/chat/completions`, usually ending in `/v1`. */
  readonly baseUrl: string;
  /** `null` for servers that want none. */
  readonly key: string | null;
  /** Whether the model hears; most do not, and would make up what there is to hear. False when left out. */
  readonly hears?: boolean;
  /** Shows single frames even where the server takes video, for models that see pictures only. False when left out. */
  readonly framesOnly?: boolean;
  readonly fetch: GuardedFetch;
  readonly breaker: Breaker;
  readonly budget: RateBudget;
  readonly clock?: Clock;
  /** 0…1; spreads the times of retries. */
  readonly random?: () => number;
  /** Milliseconds for one request with its whole answer. */
  readonly timeout?: number;
}

/** Sends one request; a body makes it a POST. */
export type Send = (path: string, body?: unknown) => Promise<Response>;

export interface WireOptions {
  readonly signal: AbortSignal;
  readonly about: CallSubject;
  /** Input tokens of a question; `null` for everything else, which counts against no limit. */
  readonly tokens: number | null;
  readonly amend?: (error: unknown) => boolean;
}

/** The one way by which this backend talks: guarded fetch, retries, breaker and budget together. */
export interface OpenaiWire {
  readonly origin: string;
  readonly clock: Clock;
  /** @throws as `withRetry`. */
  run<T>(action: (send: Send) => Promise<T>, options: WireOptions): Promise<T>;
}

/** A machine of one's own may need minutes for what a data centre does in seconds. */
const DEFAULT_TIMEOUT = 600_000;

/** @throws EvalVerseError `settings/invalid`. */
function addressOf(baseUrl: string): { readonly origin: string; readonly base: string } {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.username + url.password + url.search + url.hash === '';
  if (!isPlain)
    throw new EvalVerseError(
      'settings/invalid',
      'The address of the model server is not one; write it like http://127.0.0.1:8000/v1, without a key in it.',
    );
  return { origin: url.origin, base: url.href.replace(/\/+$/, '') };
}

/** @throws EvalVerseError `settings/invalid`. */
export function createOpenaiWire(options: OpenaiOptions): OpenaiWire {
  const { key, model, clock = systemClock, timeout = DEFAULT_TIMEOUT } = options;
  const { origin, base } = addressOf(options.baseUrl);

  return {
    origin,
    clock,
    run(action, { signal, about, tokens, amend }) {
      const fetch = options.fetch({ signal, about });
      const send: Send = (path, body) =>
        fetch(`${base}${path}`, {
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(key === null ? {} : { authorization: `Bearer ${keyForHeader(key)}` }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(timeout),
        });
      return withRetry(async () => action(send), {
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

/** The data of every event of an answer. @throws ConnectionError; what the body throws. */
export async function* eventsOf(response: Response): AsyncGenerator<string, void, undefined> {
  try {
    yield* sseData(response);
  } catch (error) {
    if (error instanceof ParseError) throw new ConnectionError('The answer is not what the server should speak.');
    throw error;
  }
}
