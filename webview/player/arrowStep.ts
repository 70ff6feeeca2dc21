/** Milliseconds within which another press of the same key counts as the key being held. */
const HELD = 250;
/** Presses after which a held key moves by more, and by how many seconds then. */
const STEPS: readonly { readonly from: number; readonly seconds: number }[] = [
  { from: 30, seconds: 10 },
  { from: 12, seconds: 3 },
  { from: 0, seconds: 1 },
];

/** How far an arrow key moves, in seconds: one, and more the longer it is held. */
export class ArrowStep {
  #direction = 0;
  #presses = 0;
  #last = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds of any clock. */
  press(direction: 1 | -1, now: number): number {
    const held = direction === this.#direction && now - this.#last <= HELD;
    this.#presses = held ? this.#presses + 1 : 0;
    this.#direction = direction;
    this.#last = now;
    return direction * (STEPS.find(({ from }) => this.#presses >= from)?.seconds ?? 1);
  }
}
