import { WireError } from '../network/wireError.ts';

/** What a model may be asked without, because it changes how it answers but not what it is asked. In the order of trying. */
const CONCESSIONS = [
  { option: 'minimalThinking', said: /minimal/i, caution: 'The model thinks at least a little.' },
  { option: 'thinkingLevel', said: /thinking/i, caution: 'The model thinks as much as it likes.' },
  { option: 'seed', said: /\bseed\b/i, caution: 'The model takes no seed.' },
  { option: 'mediaProcessing', said: /media.?processing/i, caution: 'The model chooses itself how it goes through a video.' },
  { option: 'store', said: /\bstore\b/i, caution: 'The provider cannot be asked not to keep the requests.' },
] as const;

export type Concession = (typeof CONCESSIONS)[number]['option'];

/** The option that a refusal is about, among those that were sent; `null` when it is about something that cannot be left out. */
export function refusedOption(error: unknown, without: ReadonlySet<Concession>): Concession | null {
  if (!(error instanceof WireError) || error.status !== 400) return null;
  return CONCESSIONS.find(({ option, said }) => !without.has(option) && said.test(error.said))?.option ?? null;
}

/** A sentence about each option that was left out. */
export function cautionsOf(without: ReadonlySet<Concession>): string[] {
  return CONCESSIONS.filter(({ option }) => without.has(option)).map(({ caution }) => caution);
}
