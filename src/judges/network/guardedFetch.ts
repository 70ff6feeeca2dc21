import type { AuditEntry } from '../../core/auditEntry.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { CallSubject } from '../backend.ts';
import { type Clock, systemClock } from './clock.ts';
import { countedBody } from './countedBody.ts';
import { redact } from './redact.ts';
import { ConnectionError, wireErrorOf } from './wireError.ts';

/** Takes one entry for every request, once it is over. Must not throw. */
export type AuditSink = (entry: AuditEntry) => void;

export interface RequestContext {
  /** Ends every request of this context, those that a client library starts without a signal too. */
  readonly signal: AbortSignal;
  readonly about: CallSubject;
  /** Bytes of the file that are with the provider, after each piece of a resumable upload. */
  readonly onUploaded?: (bytes: number) => void;
}

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * The only way to the network: a `fetch` for the requests of one context.
 *
 * @throws (from the fetch) EvalVerseError `judge/not-allowed` for other origins, without any request; WireError for every status
 *   of 400 and above; ConnectionError when there is no whole answer; `signal.reason` when the context was aborted.
 */
export type GuardedFetch = (context: RequestContext) => Fetch;

export interface GuardedFetchOptions {
  /** Scheme, host and port of every endpoint that the user has allowed. */
  readonly origins: readonly string[];
  /** Keys and tokens, to be kept out of errors. */
  readonly secrets: () => readonly string[];
  readonly audit: AuditSink;
  readonly clock?: Clock;
}

const ERROR_BODY_BYTES = 65_536;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** @throws EvalVerseError `judge/not-allowed`. */
function allowedUrl(input: string | URL | Request, origins: readonly string[]): URL {
  // Its body has a size that nobody knows, and its redirects are its own.
  if (input instanceof Request) throw new TypeError('A request has to be given as an address and its parts.');
  const url = new URL(input);
  if (!origins.includes(url.origin))
    throw new EvalVerseError('judge/not-allowed', `Nothing was sent to ${url.origin}: it is not among the allowed endpoints.`);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname)))
    throw new EvalVerseError(
      'judge/not-allowed',
      `Nothing was sent to ${url.origin}: use https, which only this machine itself may do without.`,
    );
  return url;
}

function sizeOf(body: RequestInit['body']): number {
  if (body === null || body === undefined) return 0;
  if (typeof body === 'string') return Buffer.byteLength(body);
  if (body instanceof Blob) return body.size;
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength;
  throw new TypeError('A request body whose size is not known.');
}

function headersOf(init: RequestInit): Headers {
  const headers = new Headers(init.headers);
  // They tell the operating system, its architecture and the runtime.
  for (const name of [...headers.keys()]) if (name.startsWith('x-stainless-')) headers.delete(name);
  return headers;
}

async function firstOf(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= ERROR_BODY_BYTES) break;
  }
  return text;
}

export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const clock = options.clock ?? systemClock;

  function connectionError(error: unknown, context: RequestContext, limit: AbortSignal | null): unknown {
    if (context.signal.aborted) return context.signal.reason;
    if (limit?.aborted) return new ConnectionError('The answer took too long.');
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    const message = redact([String(error), cause].filter((part) => part !== '').join(': '), options.secrets());
    if (/redirect/i.test(cause))
      return new EvalVerseError(
        'judge/rejected',
        'The endpoint sends requests on to another address; set the address that answers itself.',
        { cause: new Error(message) },
      );
    return new ConnectionError(message);
  }

  return (context) =>
    async (input, init = {}) => {
      const url = allowedUrl(input, options.origins);
      context.signal.throwIfAborted();
      const headers = headersOf(init);
      const bytesOut = sizeOf(init.body);
      const limit = init.signal ?? null;
      const signal = limit ? AbortSignal.any([context.signal, limit]) : context.signal;
      const audit = (status: AuditEntry['status'], bytesIn: number, tokens: number | null) =>
        options.audit({
          time: new Date(clock.now()).toISOString(),
          origin: url.origin,
          bytesOut,
          bytesIn,
          status,
          tokens,
          clip: context.about.clip,
          dimensions: [...context.about.dimensions],
        });

      let response: Response;
      try {
        // Only what is named here: a client library's own dispatcher would go past the editor's proxy.
        response = await globalThis.fetch(url, {
          method: init.method ?? 'GET',
          headers,
          body: init.body ?? null,
          redirect: 'error',
          signal,
        });
      } catch (error) {
        audit(context.signal.aborted ? 'aborted' : 'failed', 0, null);
        throw connectionError(error, context, limit);
      }

      const body = countedBody(response.body, {
        signal,
        onEnd: ({ whole, bytes, tokens }) =>
          audit(whole ? response.status : context.signal.aborted ? 'aborted' : 'cut', bytes, tokens),
        errorOf: (error) => connectionError(error, context, limit),
      });
      if (response.status >= 400)
        throw wireErrorOf(
          { status: response.status, headers: response.headers, body: await firstOf(body) },
          options.secrets(),
          clock.now(),
        );
      const offset = headers.get('x-goog-upload-offset');
      if (offset !== null) context.onUploaded?.(Number(offset) + bytesOut);
      return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
    };
}
