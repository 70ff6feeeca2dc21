import type { Disposable } from 'vscode';

let held = 0;

/** How many things all `Disposables` of the extension together keep alive. */
export function heldDisposables(): number {
  return held;
}

/** Things that end together. What is added after the end is disposed at once. */
export class Disposables implements Disposable {
  readonly #items = new Set<Disposable>();
  #disposed = false;

  /** Number of things that are still alive. */
  get size(): number {
    return this.#items.size;
  }

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else if (!this.#items.has(item)) {
      this.#items.add(item);
      held++;
    }
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    const items = [...this.#items].reverse();
    this.#items.clear();
    held -= items.length;
    for (const item of items) item.dispose();
  }
}
