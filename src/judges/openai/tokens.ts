import type { TokenProbabilities } from '../backend.ts';
import type { ChunkToken } from './chunk.ts';

/** Tokens that end an answer and belong to no text. */
const ENDINGS = 2;

/** The texts of tokens one after the other. Characters that several tokens share go to the last one of them. */
function textsOf(tokens: readonly ChunkToken[]): string[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  if (tokens.some(({ bytes }) => !bytes)) return tokens.map(({ token }) => token);
  return tokens.map(({ bytes }) => decoder.decode(Uint8Array.from(bytes ?? []), { stream: true }));
}

/** The probabilities behind a text; `null` when the tokens told do not write it, so that no place in it could be found. */
export function probabilitiesOf(tokens: readonly ChunkToken[], text: string): TokenProbabilities[] | null {
  const texts = textsOf(tokens);
  for (let left = tokens.length; left > 0 && left >= tokens.length - ENDINGS; left -= 1) {
    if (!texts.slice(0, left).join('').endsWith(text)) continue;
    return tokens.slice(0, left).map(({ top_logprobs }, index) => ({ token: texts[index] ?? '', alternatives: top_logprobs }));
  }
  return null;
}
