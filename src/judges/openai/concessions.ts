import type { ModelCall } from '../backend.ts';
import type { ServerTraits } from './servers.ts';

/** What a server may be asked without, in the order of trying. */
export const CONCESSIONS = [
  { option: 'minimalThinking', said: /reason|think/i, caution: 'The model thinks at least a little.' },
  { option: 'thinking', said: /reason|think/i, caution: 'The model thinks as much as it likes.' },
  { option: 'seed', said: /\bseed\b/i, caution: 'The model takes no seed.' },
  { option: 'logprobs', said: /log_?probs/i, caution: 'The model does not tell how probable its answers were.' },
  { option: 'usage', said: /stream_options|include_usage/i, caution: 'The server does not tell what a call took.' },
  // The same limit under its newer name.
  { option: 'oldLimit', said: /\bmax_tokens\b.*(not supported|unsupported|instead)/is, caution: null },
  {
    option: 'schema',
    said: /response_?format|json.?schema|structured|grammar|guided/i,
    caution: 'The server does not hold the model to the form of the answer.',
  },
] as const;

export type Option = (typeof CONCESSIONS)[number]['option'];

/** The options that a call is sent with. */
export function optionsOf(
  { seed, thinking }: ModelCall,
  { logprobs }: Pick<ServerTraits, 'logprobs'>,
  without: ReadonlySet<Option>,
): Set<Option> {
  const isWished: Readonly<Record<Option, boolean>> = {
    minimalThinking: thinking === 'minimal',
    thinking: true,
    seed: seed !== null,
    logprobs,
    usage: true,
    oldLimit: true,
    schema: true,
  };
  return new Set(CONCESSIONS.flatMap(({ option }) => (isWished[option] && !without.has(option) ? option : [])));
}
