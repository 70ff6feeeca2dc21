import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { aspectsOf } from '../../../src/core/taxonomy/walk.ts';
import type { PlayerActivity } from '../../../src/protocol/messages.ts';

/** What is being judged together, as one line of the list. */
export interface ActivityLine {
  /** Stable while the judging lasts. */
  readonly key: string;
  readonly title: string;
  readonly judge: string;
  readonly dimensions: readonly string[];
  readonly stage: PlayerActivity['stage'];
  readonly fraction: number | null;
  /** The last of the reasoning; empty before there is any. */
  readonly reasoning: string;
}

/** Characters of reasoning that are shown at once: some three lines of the side column. */
const TAIL = 220;

/** The end of a text that still grows, from the beginning of a word. */
export function tailOf(text: string, length = TAIL): string {
  const whole = text.trimEnd();
  if (whole.length <= length) return whole;
  const cut = whole.slice(-length);
  const space = cut.search(/\s/);
  return `…${space === -1 ? cut : cut.slice(space + 1)}`;
}

export function activityKey({ judge, dimensions }: Pick<PlayerActivity, 'judge' | 'dimensions'>): string {
  return `${judge} ${dimensions.join(' ')}`;
}

function titleOf(taxonomy: Taxonomy, ids: readonly string[]): string {
  const own = aspectsOf(taxonomy).flatMap((aspect) => {
    const dimensions = aspect.dimensions.filter(({ id }) => ids.includes(id));
    return dimensions.length > 1 && dimensions.length === aspect.dimensions.length
      ? [aspect.title]
      : dimensions.map(({ title }) => title);
  });
  return own.length > 0 ? own.join(', ') : ids.join(', ');
}

/**
 * The judging that is under way: first what is being worked on, then what waits, each in taxonomy order. Lines change their
 * places only when a wait ends.
 *
 * @param cancelled keys of what the person has cancelled; it is out of sight before it has ended.
 */
export function activityLines(
  taxonomy: Taxonomy,
  activities: readonly PlayerActivity[],
  cancelled: ReadonlySet<string>,
): ActivityLine[] {
  const order = aspectsOf(taxonomy).flatMap(({ dimensions }) => dimensions.map(({ id }) => id));
  const lines = activities.flatMap((activity): ActivityLine[] => {
    const { judge, dimensions, stage, fraction, reasoning = '' } = activity;
    const key = activityKey(activity);
    if (stage === 'done' || cancelled.has(key)) return [];
    return [{ key, title: titleOf(taxonomy, dimensions), judge, dimensions, stage, fraction, reasoning: tailOf(reasoning) }];
  });
  const rank = ({ stage, dimensions }: ActivityLine) => (stage === 'waiting' ? 1000 : 0) + order.indexOf(dimensions[0] ?? '');
  return lines.sort((a, b) => rank(a) - rank(b));
}
