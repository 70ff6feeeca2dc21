import { EvalVerseError } from '../../core/errors.ts';
import { ConnectionError, WireError } from './wireError.ts';

/** What a failed request means for the next one. */
export type Trouble =
  /** No further request can succeed. */
  | { readonly kind: 'stop'; readonly error: EvalVerseError }
  /** Too much per minute; `wait` is what the server asks for, in milliseconds. */
  | { readonly kind: 'slower'; readonly what: 'requests' | 'tokens'; readonly wait: number | null }
  /** The endpoint has a bad moment. */
  | { readonly kind: 'again'; readonly wait: number | null };

export interface Endpoint {
  /** Scheme, host and port. */
  readonly origin: string;
  /** As it is asked for. */
  readonly model: string;
}

const LONG_PERIOD = /per.?day|daily|per.?month|monthly|\b[RT]PD\b/i;
const SHORT_PERIOD = /per.?min|\b[RT]PM\b/i;
const NO_CREDIT = /spend|billing|credit|insufficient_quota|insufficient funds/i;
const BAD_KEY = /API_KEY_INVALID|API_KEY_SERVICE_BLOCKED|API_KEY_.*BLOCKED|invalid_api_key|api key not valid|api key expired/i;

/** Providers end any complaint about a quota with a word about billing; a period, where one is named, tells more. */
function isLasting(complaint: string): boolean {
  return LONG_PERIOD.test(complaint) || (!SHORT_PERIOD.test(complaint) && NO_CREDIT.test(complaint));
}

function stop(code: EvalVerseError['code'], message: string, cause: unknown): Trouble {
  return { kind: 'stop', error: new EvalVerseError(code, message, { cause }) };
}

function statusTrouble(error: WireError, { origin, model }: Endpoint): Trouble {
  const { status } = error;
  const all = [...error.codes, error.said].join(' ');
  if (BAD_KEY.test(all) || status === 401) return stop('judge/key', `${origin} does not accept the key; set another one.`, error);
  if (status === 402 || (status === 429 && isLasting(all)))
    return stop(
      'judge/quota',
      `The quota or the credit at ${origin} is used up; what was judged is kept, continue when there is more.`,
      error,
    );
  if (status === 429)
    return { kind: 'slower', what: /token/i.test(error.codes.join(' ')) ? 'tokens' : 'requests', wait: error.retryAfter };
  if (status === 403)
    return stop('judge/key', `The key has no right to use ${model} at ${origin}; set another key or model.`, error);
  if (status === 404) return stop('judge/model', `${origin} does not know the model ${model}; choose another one.`, error);
  if (status === 408 || status >= 500) return { kind: 'again', wait: error.retryAfter };
  return stop('judge/rejected', `${origin} refuses this request (${status}): ${error.said}`, error);
}

/** What to make of what a request threw; `null` for errors that are not the wire's. */
export function troubleOf(error: unknown, endpoint: Endpoint): Trouble | null {
  if (error instanceof EvalVerseError) return { kind: 'stop', error };
  if (error instanceof WireError) return statusTrouble(error, endpoint);
  if (error instanceof ConnectionError) return { kind: 'again', wait: null };
  return null;
}
