import type { Annotation } from '../../../src/core/annotation.ts';
import { rangeKey } from '../../../src/core/review.ts';
import type { Shot } from '../../../src/core/signals.ts';
import { formatTime, type TimeSpan } from '../../../src/core/time.ts';
import type { JudgedRange } from '../../../src/core/verdict.ts';
import { STRINGS } from '../../ui/strings.ts';

/** Something that can be annotated. */
export interface RangeChoice {
  readonly key: string;
  readonly text: string;
  readonly range: JudgedRange;
}

/**
 * What of a clip can be annotated: all of it, each of its shots, the marked range, and what was annotated before; each range once.
 *
 * @param current what is being annotated, which stays to be chosen when its marks are gone.
 */
export function rangeChoices(
  duration: number,
  shots: readonly Shot[],
  marked: TimeSpan | null,
  words: readonly Annotation[],
  current: JudgedRange,
): RangeChoice[] {
  const part = (span: TimeSpan): JudgedRange => ({ whole: false, span: { start: span.start, end: span.end } });
  const choices: Omit<RangeChoice, 'key'>[] = [
    { text: STRINGS.wholeClip, range: { whole: true, span: { start: 0, end: duration } } },
    ...(shots.length > 1 ? shots : []).map((shot, index) => ({
      text: `${STRINGS.shot(index + 1)} · ${spanText(shot)}`,
      range: part(shot),
    })),
    ...(marked ? [{ text: `${STRINGS.inOutRange} · ${spanText(marked)}`, range: part(marked) }] : []),
    ...[...words.map(({ range }) => range), current]
      .filter(({ whole }) => !whole)
      .map((range) => ({ text: spanText(range.span), range })),
  ];
  const keyed = choices.map((choice) => ({ ...choice, key: rangeKey(choice.range) }));
  return keyed.filter(({ key }, index) => keyed.findIndex((other) => other.key === key) === index);
}

/** `0:01.000–0:02.000`. */
export function spanText({ start, end }: TimeSpan): string {
  return `${formatTime(start)}–${formatTime(end)}`;
}
