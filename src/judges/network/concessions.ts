import { WireError } from './wireError.ts';

/** An option that a model may be asked without, because it changes how it answers but not what it is asked. */
export interface Concession<Option extends string> {
  readonly option: Option;
  /** What a refusal says that is about this option. */
  readonly said: RegExp;
  /** What is told where it was left out; `null` where nothing changes by that. */
  readonly caution: string | null;
}

/**
 * The option that a refusal is about, among those that were sent; `null` when it is about something that cannot be left out.
 *
 * @param concessions in the order of trying.
 * @param statuses of a refusal by what was asked for.
 */
export function refusedOption<Option extends string>(
  concessions: readonly Concession<Option>[],
  error: unknown,
  statuses: readonly number[],
  isSent: (option: Option) => boolean,
): Option | null {
  if (!(error instanceof WireError) || !statuses.includes(error.status)) return null;
  return concessions.find(({ option, said }) => isSent(option) && said.test(error.said))?.option ?? null;
}

/** A sentence about each option that was left out. */
export function cautionsOf<Option extends string>(
  concessions: readonly Concession<Option>[],
  without: ReadonlySet<Option>,
): string[] {
  return concessions.flatMap(({ option, caution }) => (without.has(option) && caution !== null ? caution : []));
}
