import { type FrameRun, firstFrom } from './frames.ts';

/**
 * The values of a series inside a window that moves along it, kept in order. Moving costs what comes in and goes out, where sorting
 * anew at every frame would hold up an editor for seconds in a film of two hours.
 */
export class SortedWindow {
  readonly #series: Float32Array;
  #sorted = new Float32Array(64);
  #count = 0;
  #from = 0;
  #to = 0;

  /** @param series its values are numbers. */
  constructor(series: Float32Array) {
    this.#series = series;
  }

  /** Makes the window hold the values of `from` ≤ index < `to`. */
  moveTo({ from, to }: FrameRun): void {
    if (from >= this.#to || to <= this.#from) {
      this.#count = 0;
      this.#from = from;
      this.#to = from;
    }
    while (this.#from > from) this.#add(--this.#from);
    while (this.#to < to) this.#add(this.#to++);
    while (this.#from < from) this.#remove(this.#from++);
    while (this.#to > to) this.#remove(--this.#to);
  }

  /** The `share` quantile (0…1) of the values; `null` for an empty window. */
  quantile(share: number): number | null {
    return this.#quantileFrom(0, share);
  }

  /** The `share` quantile of the values above `limit`; `null` without any. */
  quantileAbove(limit: number, share: number): number | null {
    let first = this.#placeOf(limit);
    while (first < this.#count && (this.#sorted[first] ?? 0) <= limit) first++;
    return this.#quantileFrom(first, share);
  }

  #quantileFrom(first: number, share: number): number | null {
    const count = this.#count - first;
    return count <= 0 ? null : (this.#sorted[first + Math.min(count - 1, Math.floor(share * count))] ?? null);
  }

  #add(frame: number): void {
    if (this.#count === this.#sorted.length) {
      const larger = new Float32Array(2 * this.#count);
      larger.set(this.#sorted);
      this.#sorted = larger;
    }
    const value = this.#series[frame] ?? 0;
    const place = this.#placeOf(value);
    this.#sorted.copyWithin(place + 1, place, this.#count++);
    this.#sorted[place] = value;
  }

  #remove(frame: number): void {
    const place = this.#placeOf(this.#series[frame] ?? 0);
    this.#sorted.copyWithin(place, place + 1, this.#count--);
  }

  /** The first place whose value is not below `value`. */
  #placeOf(value: number): number {
    return firstFrom(this.#sorted.subarray(0, this.#count), value);
  }
}
