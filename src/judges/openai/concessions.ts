import type { ModelCall } from '../backend.ts';
import { WireError } from '../network/wireError.ts';
import type { ServerTraits } from './servers.ts';

/** What a model may be asked without, because it changes how it answers but not what it is asked. In the order of trying. */
const OPTIONS = [
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

export type Option = (typeof OPTIONS)[number]['option'];

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
  return new Set(OPTIONS.flatMap(({ option }) => (isWished[option] && !without.has(option) ? option : [])));
}

/** The option that a refusal is about, among those that were sent; `null` when it is about something that cannot be left out. */
export function refusedOption(error: unknown, sent: ReadonlySet<Option>): Option | null {
  // 422 is how FastAPI refuses a field.
  if (!(error instanceof WireError) || (error.status !== 400 && error.status !== 422)) return null;
  return OPTIONS.find(({ option, said }) => sent.has(option) && said.test(error.said))?.option ?? null;
}

/** A sentence about each option that was left out. */
export function cautionsOf(without: ReadonlySet<Option>): string[] {
  return OPTIONS.flatMap(({ option, caution }) => (without.has(option) && caution !== null ? caution : []));
}
