import * as z from 'zod';
import { EvalVerseError } from '../../core/errors.ts';
import { redact } from '../network/redact.ts';
import { ConnectionError, WireError, wireErrorOf } from '../network/wireError.ts';

const apiErrorSchema = z.object({ name: z.literal('ApiError'), status: z.number().int(), message: z.string() });
/** What the client library throws for an answer that is not, or not wholly, what the provider speaks. */
const BROKEN_ANSWER =
  /^(Incomplete JSON segment|exception parsing stream chunk|Failed to (get upload url|upload file)|All content has been)/;

/** What the client library threw, in our own terms and without keys. @param now milliseconds since the epoch. */
export function ownError(error: unknown, secrets: readonly string[], now: number): Error {
  if (error instanceof EvalVerseError || error instanceof WireError || error instanceof ConnectionError) return error;
  const api = apiErrorSchema.safeParse(error);
  if (api.success) {
    // An error inside a stream: `got status: UNAVAILABLE. {"error": …}`.
    const body = api.data.message.slice(Math.max(0, api.data.message.indexOf('{')));
    return wireErrorOf({ status: api.data.status, headers: new Headers(), body }, secrets, now);
  }
  if (error instanceof SyntaxError || (error instanceof Error && BROKEN_ANSWER.test(error.message)))
    return new ConnectionError('The answer is not what the provider speaks.');
  if (error instanceof Error && error.name === 'AbortError') return new ConnectionError('The answer took too long.');
  return new EvalVerseError('internal', 'The request to the model could not be made; see the log.', {
    cause: new Error(redact(String(error), secrets)),
  });
}
