import { spanLength, type TimeSpan } from '../../../src/core/time.ts';
import { pannedBy, revealing, type Window, wholeWindow, withDuration, zoomedAt, zoomedTo } from './view.ts';

/** How much more or less one step of a key or a button shows. */
const STEP = 1.6;

/** What part of the clip the timeline shows. Changes with every event of a wheel, so that listeners draw and do not render. */
export class TimelineView {
  readonly #listeners = new Set<() => void>();
  #shown: Window = wholeWindow(0);
  /** What to show as soon as the clip is known. */
  #kept: TimeSpan | null;

  /** @param kept what was shown when the page was left; `null` for the whole clip. */
  constructor(kept: TimeSpan | null = null) {
    this.#kept = kept;
  }

  get shown(): Window {
    return this.#shown;
  }

  /** Calls `listener` after each change; returns what stops it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setDuration(duration: number): void {
    const kept = this.#kept;
    if (duration > 0) this.#kept = null;
    const next = withDuration(this.#shown, duration);
    this.#show(kept && kept.end <= duration ? { duration, span: kept } : next);
  }

  /** Shows `factor` times as much around `time`. */
  zoomAt(time: number, factor: number): void {
    this.#show(zoomedAt(this.#shown, time, factor));
  }

  /** Zooms a step in (1) or out (−1) around a time, which comes into sight. */
  step(direction: 1 | -1, time: number): void {
    this.#show(zoomedAt(revealing(this.#shown, time), time, STEP ** -direction));
  }

  pan(seconds: number): void {
    this.#show(pannedBy(this.#shown, seconds));
  }

  /** Shows a span with some air around it. */
  zoomTo(span: TimeSpan): void {
    this.#show(zoomedTo(this.#shown, span));
  }

  showWhole(): void {
    this.#show(wholeWindow(this.#shown.duration));
  }

  /** Brings a time into sight, unless some of it until `until` is. */
  reveal(time: number, until = time): void {
    this.#show(revealing(this.#shown, time, until));
  }

  #show(next: Window): void {
    const { duration, span } = this.#shown;
    if (next.duration === duration && next.span.start === span.start && spanLength(next.span) === spanLength(span)) return;
    this.#shown = next;
    for (const listener of [...this.#listeners]) listener();
  }
}
