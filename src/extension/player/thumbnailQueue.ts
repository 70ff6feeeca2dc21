import { isAbort } from '../../core/errors.ts';
import type { StripName, ThumbnailStrip } from '../../core/thumbnailStrip.ts';

/** Strips that are made at the same time: one decodes while the other one's process starts. */
const AT_ONCE = 2;

interface QueueOptions {
  readonly make: (name: StripName, signal: AbortSignal) => Promise<ThumbnailStrip | null>;
  readonly deliver: (strip: ThumbnailStrip) => void;
  readonly onError: (error: unknown) => void;
}

/** Makes the thumbnails that a page wants now. A new wish replaces the one before: what it does not name is stopped. */
export class ThumbnailQueue {
  readonly #options: QueueOptions;
  readonly #running = new Map<string, AbortController>();
  /** Those that could not be made are not tried again and again. */
  readonly #failed = new Set<string>();
  #waiting: StripName[] = [];

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** @param wanted the most wanted first. */
  want(wanted: readonly StripName[]): void {
    const keys = new Set(wanted.map(keyOf));
    for (const [key, controller] of this.#running) {
      if (keys.has(key)) continue;
      controller.abort();
      // It takes a moment to stop, in which it may be wanted again.
      this.#running.delete(key);
    }
    this.#waiting = wanted.filter((name) => !this.#running.has(keyOf(name)) && !this.#failed.has(keyOf(name)));
    this.#pump();
  }

  #pump(): void {
    while (this.#running.size < AT_ONCE) {
      const name = this.#waiting.shift();
      if (!name) return;
      const controller = new AbortController();
      this.#running.set(keyOf(name), controller);
      void this.#make(name, controller);
    }
  }

  async #make(name: StripName, controller: AbortController): Promise<void> {
    const { signal } = controller;
    try {
      const strip = await this.#options.make(name, signal);
      if (strip && !signal.aborted) this.#options.deliver(strip);
    } catch (error) {
      if (!isAbort(error) && !signal.aborted) {
        this.#failed.add(keyOf(name));
        this.#options.onError(error);
      }
    } finally {
      if (this.#running.get(keyOf(name)) === controller) this.#running.delete(keyOf(name));
      this.#pump();
    }
  }

  dispose(): void {
    this.want([]);
  }
}

function keyOf({ level, block }: StripName): string {
  return `${level}/${block}`;
}
