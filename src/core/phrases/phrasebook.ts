import { filledIn } from './filledIn.ts';
import { BETWEEN_SENTENCES, holesIn, type Pattern, patternOf } from './pattern.ts';

/** English texts with holes `{0}`, `{1}`, … and the same in another language, its holes in any order. */
export type Phrases = Readonly<Record<string, string>>;

/** A text in another language; as it is where there is nothing to say it with. */
export type Say = (text: string) => string;

/** What there may be to translate: figures, signs and other scripts stay. */
const ENGLISH = /\p{Script=Latin}/u;
/** What joins a part of a sentence to the one before it. */
const JOINTS: Readonly<Record<string, string>> = { ', ': '，', '; ': '；', ': ': '：' };
/** Letters that a pattern needs before it is taken for the template of a text although not all in its holes is known. */
const TELLING = 8;
/** Characters of what may be a text of ours, sentence by sentence: the longest is shorter. */
const LONGEST = 600;
/** How many sentences stand in one another: what failed, and why. */
const DEEPEST = 2;
/** Sentences that one template holds at most. */
const MOST_TOGETHER = 4;
/** Texts that are remembered: those of the findings of some long clips. */
const REMEMBERED = 20_000;

/**
 * Makes a translator of texts that were put together out of templates. It finds the template of a text by its form, and translates
 * what stands in its holes in the same way. Texts of several sentences are translated sentence by sentence, lists part by part;
 * figures and names stay.
 */
export function phrasebook(phrases: Phrases): Say {
  const fixed = new Map<string, string>();
  const patterns: Pattern[] = [];
  for (const [english, translation] of Object.entries(phrases)) {
    if (/\{\d+\}/.test(english)) patterns.push(patternOf(english, translation));
    else fixed.set(english, translation);
  }
  // A hole in front can hold the beginning of another template.
  patterns.sort((a, b) => Number(a.start === '') - Number(b.start === '') || b.letters - a.letters);
  const remembered = new Map<string, string | null>();

  /** In the other language when everything in it is known. */
  function wholly(text: string): string | null {
    if (!ENGLISH.test(text)) return text;
    const held = remembered.get(text);
    if (held !== undefined) return held;
    const said = joined(text) ?? directly(text) ?? bySentences(text, directly) ?? byParts(text, '; ') ?? byParts(text, ', ');
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(text, said);
    return said;
  }

  function directly(text: string): string | null {
    return fixed.get(text) ?? (text.length > LONGEST ? null : byPattern(text));
  }

  function byPattern(text: string): string | null {
    for (const pattern of patterns) {
      const holes = holesIn(pattern, text, wholly);
      if (holes?.unknown.length === 0) return filledIn(pattern.translation, holes.texts);
    }
    return null;
  }

  /** By the pattern that is least met by chance; what is in its holes may be a path, the name of a model, or what a server said. */
  function byForm(text: string, depth = 0): string | null {
    if (text.length > LONGEST || depth > DEEPEST) return null;
    for (const pattern of patterns) {
      if (pattern.letters < TELLING) continue;
      const holes = holesIn(pattern, text, wholly);
      if (!holes) continue;
      const texts = new Map(holes.texts);
      for (const hole of holes.unknown) {
        const value = texts.get(hole) ?? '';
        texts.set(hole, byForm(value, depth + 1) ?? withoutStop(value, depth + 1) ?? value);
      }
      return filledIn(pattern.translation, texts);
    }
    return null;
  }

  /** A sentence that stands in another one, and has lost its full stop there. */
  function withoutStop(text: string, depth: number): string | null {
    const said = wholly(`${text}.`) ?? byForm(`${text}.`, depth);
    return said?.endsWith('。') ? said.slice(0, -1) : null;
  }

  /** The longest runs of sentences that belong together, one after the other; `null` when nothing is known of one of them. */
  function bySentences(text: string, known: (run: string) => string | null): string | null {
    const sentences = text.split(BETWEEN_SENTENCES);
    let said = '';
    for (let from = 0; from < sentences.length; ) {
      let to = Math.min(sentences.length, from + MOST_TOGETHER);
      let run = known(sentences.slice(from, to).join(' '));
      while (run === null && --to > from) run = known(sentences.slice(from, to).join(' '));
      if (run === null) return null;
      said += run;
      from = to;
    }
    return said;
  }

  function byParts(text: string, separator: string): string | null {
    const parts = text.split(separator);
    const said = parts.length < 2 ? [] : parts.map(wholly);
    return said.length > 0 && said.every((part) => part !== null) ? said.join(JOINTS[separator]) : null;
  }

  /** A part of a sentence with what joins it to the rest; brackets join by themselves. */
  function joined(text: string): string | null {
    const joint = JOINTS[text.slice(0, 2)];
    const said = joint === undefined ? null : wholly(text.slice(2));
    return said === null || said.startsWith('（') ? said : joint + said;
  }

  /** As much of it as is known, one sentence at least; or `null`. */
  function partly(text: string): string | null {
    let found = false;
    const said = bySentences(text, (run) => {
      const known = directly(run) ?? byForm(run);
      found ||= known !== null;
      return known ?? (BETWEEN_SENTENCES.test(run) ? null : `${run} `);
    });
    return found ? (said?.trim() ?? null) : null;
  }

  return (text) => (ENGLISH.test(text) ? (wholly(text.trim()) ?? partly(text.trim()) ?? text) : text);
}
