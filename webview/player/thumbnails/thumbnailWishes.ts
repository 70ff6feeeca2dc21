import type { StripName } from '../../../src/core/thumbnailStrip.ts';

/** Strips that are asked for at once, at most. */
const MOST_WANTED = 100;
/** Who wants thumbnails, the most urgent first: a card shows few, and nothing in their place. */
const ASKERS = ['detail', 'timeline'] as const;
export type Asker = (typeof ASKERS)[number];

/** What the parts of the page want to show, asked for as one: the host makes only what the latest request names. */
export class ThumbnailWishes {
  readonly #isThere: (name: StripName) => boolean;
  readonly #ask: (wanted: readonly StripName[]) => void;
  readonly #wishes = new Map<Asker, readonly StripName[]>();
  #asked = '';

  constructor(isThere: (name: StripName) => boolean, ask: (wanted: readonly StripName[]) => void) {
    this.#isThere = isThere;
    this.#ask = ask;
  }

  /** @param names all that `asker` shows now, the most wanted first; replaces what it wanted before. */
  want(asker: Asker, names: readonly StripName[]): void {
    this.#wishes.set(asker, names);
    const all = ASKERS.flatMap((one) => this.#wishes.get(one) ?? []);
    const missing = new Map(all.flatMap((name) => (this.#isThere(name) ? [] : [[JSON.stringify(name), name] as const])));
    const wanted = [...missing.values()].slice(0, MOST_WANTED);
    const words = JSON.stringify(wanted);
    if (words !== this.#asked) this.#ask(wanted);
    this.#asked = words;
  }
}
