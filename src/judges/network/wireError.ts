import * as z from 'zod';
import { redact } from './redact.ts';

/** An answer that says no, taken apart as far as providers agree on how they say it. */
export class WireError extends Error {
  /** HTTP status. */
  readonly status: number;
  /** Milliseconds that the server wants to be left alone, or `null`. */
  readonly retryAfter: number | null;
  /** What the server said, without keys. Its words, not ours: never shown as anything but text. */
  readonly said: string;
  /** Everything in the answer that identifies the kind of failure: reasons, codes, quota ids. */
  readonly codes: readonly string[];

  constructor(status: number, details: { retryAfter: number | null; said: string; codes: readonly string[] }) {
    super(`HTTP ${status}: ${details.said}`);
    this.name = 'WireError';
    this.status = status;
    this.retryAfter = details.retryAfter;
    this.said = details.said;
    this.codes = details.codes;
  }
}

/** No answer, or one that broke off: reset, timeout, broken stream, something else than what the provider speaks. */
export class ConnectionError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ConnectionError';
  }
}

const text = z.string().catch('');
const detailSchema = z.looseObject({
  '@type': text,
  reason: text,
  retryDelay: text,
  violations: z.array(z.looseObject({ quotaId: text, quotaMetric: text })).catch([]),
});
const errorSchema = z.looseObject({
  message: text,
  status: text,
  type: text,
  code: z.union([z.string(), z.number()]).nullable().catch(null),
  details: z.array(detailSchema).catch([]),
});
/** Google sends `{error}` or `[{error}]`; servers that speak OpenAI's dialect `{error}`, `{error: "…"}` or `{message}`. */
const bodySchema = z.union([
  z.object({ error: errorSchema }).transform(({ error }) => error),
  z.tuple([z.object({ error: errorSchema })]).transform(([{ error }]) => error),
  z.object({ error: z.string() }).transform(({ error }) => errorSchema.parse({ message: error })),
  errorSchema,
]);

const SAID_LENGTH = 400;

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Milliseconds of a protobuf duration ("2.5s"), or `null`. */
function durationOf(value: string): number | null {
  const match = /^(\d+(?:\.\d+)?)s$/.exec(value);
  return match ? Number(match[1]) * 1000 : null;
}

/** Milliseconds of a `Retry-After` header, which is seconds or a date; `null` when it is neither. */
function retryAfterOf(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Takes an answer of status 400 or above apart. @param now milliseconds since the epoch. */
export function wireErrorOf(
  answer: { readonly status: number; readonly headers: Headers; readonly body: string },
  secrets: readonly string[],
  now: number,
): WireError {
  const parsed = bodySchema.safeParse(jsonOf(answer.body));
  const error = parsed.success ? parsed.data : null;
  const details = error?.details ?? [];
  const delays = [
    retryAfterOf(answer.headers.get('retry-after'), now),
    ...details.map(({ retryDelay }) => durationOf(retryDelay)),
  ].filter((delay) => typeof delay === 'number');
  // Markup of a proxy's error page tells a user nothing.
  const said = error?.message || (/^\s*</.test(answer.body) ? 'a page instead of an answer' : answer.body.trim()) || 'nothing';
  return new WireError(answer.status, {
    retryAfter: delays.length > 0 ? Math.max(...delays) : null,
    said: redact(said, secrets).slice(0, SAID_LENGTH),
    codes: [
      error?.status ?? '',
      error?.type ?? '',
      String(error?.code ?? ''),
      ...details.flatMap(({ reason, violations }) => [reason, ...violations.flatMap((each) => [each.quotaId, each.quotaMetric])]),
    ].filter((code) => code !== ''),
  });
}
