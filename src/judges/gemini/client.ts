import type { GoogleGenAI } from '@google/genai/web';
import { EvalVerseError } from '../../core/errors.ts';
import type { Fetch } from '../network/guardedFetch.ts';
import { keyForHeader } from '../network/headerValue.ts';

/** How the provider knows who asks. */
export type GeminiAccess =
  | { readonly kind: 'key'; readonly key: string }
  /** Google Cloud: `token` gives an access token whenever one is needed; they last about an hour. */
  | { readonly kind: 'vertex'; readonly project: string; readonly location: string; readonly token: () => Promise<string> };

const CLOUD_NAME = /^[a-z0-9][a-z0-9.:-]*$/;

/** Scheme and host of the provider's own endpoint. @throws EvalVerseError `settings/invalid`. */
export function originOf(access: GeminiAccess): string {
  if (access.kind === 'key') return 'https://generativelanguage.googleapis.com';
  const { location, project } = access;
  if (!CLOUD_NAME.test(location) || !CLOUD_NAME.test(project))
    throw new EvalVerseError(
      'settings/invalid',
      'The Google Cloud project or location is not written as Google Cloud writes them.',
    );
  if (location === 'global') return 'https://aiplatform.googleapis.com';
  if (location === 'us' || location === 'eu') return `https://aiplatform.${location}.rep.googleapis.com`;
  return `https://${location}-aiplatform.googleapis.com`;
}

/** The model as the client library wants it named. */
export function resourceOf(model: string, access: GeminiAccess): string {
  if (access.kind === 'key') return model;
  return `projects/${access.project}/locations/${access.location}/publishers/google/models/${model}`;
}

/** The library's build for browsers knows keys only; its other build brings Google's own sign-in, which we leave to the caller. */
function withToken(fetch: Fetch, token: () => Promise<string>): Fetch {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.delete('x-goog-api-key');
    headers.set('authorization', `Bearer ${keyForHeader(await token())}`);
    return fetch(input, { ...init, headers });
  };
}

export interface ClientOptions {
  readonly access: GeminiAccess;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Milliseconds for one request with its whole answer. */
  readonly timeout: number;
}

/**
 * A client of the provider's library whose every request goes through this fetch. Cheap: the library is loaded once.
 *
 * @throws EvalVerseError `judge/key`.
 */
export async function geminiClient({ access, origin, timeout }: ClientOptions, fetch: Fetch): Promise<GoogleGenAI> {
  const { GoogleGenAI } = await import('@google/genai/web');
  const vertex = access.kind === 'vertex';
  // All of these, always: what is left out here, the library takes from the environment or from a default that has changed before.
  return new GoogleGenAI({
    apiKey: vertex ? 'replaced-by-a-token' : keyForHeader(access.key),
    enterprise: vertex,
    vertexai: vertex,
    apiVersion: vertex ? 'v1beta1' : 'v1beta',
    httpOptions: { baseUrl: origin, timeout, headers: {}, fetch: vertex ? withToken(fetch, access.token) : fetch },
  });
}
