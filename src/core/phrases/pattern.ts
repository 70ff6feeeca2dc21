/** A sentence ends and another one begins. */
export const BETWEEN_SENTENCES = /(?<=[.?!”]) (?=[“"\p{Lu}\d])/u;

/** Characters of what may be shared out to holes, since every way to do it is tried. */
const LONGEST_SHARED = 120;

/** A template of texts and what it is called in another language. */
export interface Pattern {
  readonly translation: string;
  /** Letters outside of the holes: the more, the less a text has them by chance. */
  readonly letters: number;
  /** What every text of this form begins and ends with, which is looked at first: it is what most others lack. */
  readonly start: string;
  readonly end: string;
  /** Captures what stands in each place. */
  readonly form: RegExp;
  readonly places: readonly Place[];
}

/** Where a text differs from its template. */
interface Place {
  /** Numbers of the holes. Those that nothing but space parts share a place: the form of a text does not tell them apart. */
  readonly holes: readonly number[];
  /** Space parts them: none of them is empty. */
  readonly isSpaced: boolean;
  /** In straight quotes: holds the name of a file or the like, never words of ours. */
  readonly isName: boolean;
  /** A sentence goes on behind it: it does not hold the end of another one. */
  readonly isWithin: boolean;
}

/** A text in another language; `null` for one that nothing is known of. */
type Translate = (text: string) => string | null;

interface FilledHoles {
  /** By number of the hole, in the other language as far as it is known. */
  readonly texts: ReadonlyMap<number, string>;
  /** Those in which something stands that is neither known nor a name. */
  readonly unknown: readonly number[];
}

export function patternOf(english: string, translation: string): Pattern {
  const pieces = english.split(/((?:\{\d+\} ?)*\{\d+\})/);
  const literals = pieces.filter((_, index) => index % 2 === 0);
  const places = pieces.filter((_, index) => index % 2 === 1);
  return {
    translation,
    letters: literals.join('').match(/\p{L}/gu)?.length ?? 0,
    start: literals[0] ?? '',
    end: literals.at(-1) ?? '',
    form: new RegExp(`^${literals.map(escaped).join('(.*?)')}$`, 's'),
    places: places.map((place, index) => ({
      holes: [...place.matchAll(/\d+/g)].map(Number),
      isSpaced: place.includes(' '),
      isName: literals[index]?.endsWith('"') === true && literals[index + 1]?.startsWith('"') === true,
      isWithin: !/^(?: \p{Lu}|$)/u.test(literals[index + 1] ?? ''),
    })),
  };
}

/** What stands in the holes of a text; `null` when it has another form than the pattern. */
export function holesIn({ form, places, start, end }: Pattern, text: string, translate: Translate): FilledHoles | null {
  const match = text.startsWith(start) && text.endsWith(end) ? form.exec(text) : null;
  if (!match) return null;
  const texts = new Map<number, string>();
  const unknown: number[] = [];
  for (const [index, { holes, isName, isSpaced, isWithin }] of places.entries()) {
    const value = (match[index + 1] ?? '').trim();
    if (isWithin && BETWEEN_SENTENCES.test(value)) return null;
    const shared = isName ? [value] : shareOut(value, holes.length, isSpaced ? 1 : 0, translate);
    if (shared === null) unknown.push(...holes.slice(0, 1));
    for (const [position, hole] of holes.entries()) texts.set(hole, (shared ?? [value])[position] ?? '');
  }
  return { texts, unknown };
}

/**
 * Shares a text out to some holes, so that what each gets is known, and the first ones get as much as they can.
 *
 * @param least how many characters each gets.
 * @returns what they hold in the other language; `null` when it cannot be done.
 */
function shareOut(text: string, holes: number, least: number, translate: Translate): string[] | null {
  if (holes <= 1) {
    const whole = translate(text);
    return whole === null ? null : [whole];
  }
  if (text.length > LONGEST_SHARED) return null;
  for (let end = text.length - least; end >= least; end--) {
    const first = /^\w\w$/.test(text.slice(end - 1, end + 1)) ? null : translate(text.slice(0, end).trim());
    const rest = first === null ? null : shareOut(text.slice(end).trim(), holes - 1, least, translate);
    if (first !== null && rest !== null) return [first, ...rest];
  }
  return null;
}

function escaped(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
