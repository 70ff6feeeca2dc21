import type { Thumbnails } from '../../../src/core/signals.ts';
import { levelFor, nearestTile, type StripName, stripsFor, type ThumbnailStrip } from '../../../src/core/thumbnailStrip.ts';
import type { TimeSpan } from '../../../src/core/time.ts';
import { firstAbove } from '../timeline/spanIndex.ts';

/** Strips that are kept in memory: some screens full, about half a megabyte each. */
const MOST_STRIPS = 64;

/** One thumbnail: where it is on which picture, in pixels. */
export interface Tile {
  readonly bitmap: ImageBitmap;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Sheet {
  readonly bitmap: ImageBitmap;
  readonly source: Thumbnails;
}

/**
 * The thumbnails of a clip, ready to be drawn: the sheet of the analysis, and finer strips as they come. What is not there yet is
 * stood in for by the nearest coarser one.
 */
export class ThumbnailSheets {
  readonly #duration: number;
  readonly #size: Pick<Thumbnails, 'width' | 'height'>;
  readonly #listeners = new Set<() => void>();
  /** Least recently drawn first. */
  readonly #strips = new Map<string, Sheet>();
  #sheet: Sheet | null = null;
  #level = 0;
  #disposed = false;
  #version = 0;

  constructor(sheet: Thumbnails, duration: number) {
    this.#duration = duration;
    this.#size = sheet;
    void this.#take(sheet, (held) => {
      this.#sheet = held;
    });
  }

  /** Calls `listener` whenever there is another picture to draw, until the function that is returned is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  has(name: StripName): boolean {
    return this.#strips.has(keyOf(name));
  }

  /** Another number whenever other pictures are the nearest. */
  get version(): number {
    return this.#version;
  }

  /** Width of a thumbnail as a share of its height. */
  get ratio(): number {
    return this.#size.width / this.#size.height;
  }

  /**
   * The strips that show `span` well; from now on `nearest` gives none that are finer.
   *
   * @param seconds that one thumbnail covers on the screen.
   */
  fitting(span: TimeSpan, seconds: number): StripName[] {
    const level = levelFor(seconds, this.#duration);
    if (level !== this.#level) this.#version++;
    this.#level = level;
    return stripsFor(this.#level, span, this.#duration);
  }

  /** Takes in a strip that was asked for. */
  async add(strip: ThumbnailStrip): Promise<void> {
    await this.#take(strip, (held) => {
      this.#strips.set(keyOf(strip), held);
      for (const [key, { bitmap }] of this.#strips) {
        if (this.#strips.size <= MOST_STRIPS) break;
        this.#strips.delete(key);
        bitmap.close();
      }
    });
  }

  /** The thumbnail of one level nearest to a clip time; `null` while it is not there. */
  tile(level: number, time: number): Tile | null {
    const { strip: name, index } = nearestTile(level, time, this.#duration);
    const key = keyOf(name);
    const strip = this.#strips.get(key);
    if (!strip) return null;
    this.#strips.delete(key);
    this.#strips.set(key, strip);
    return tileOf(strip, Math.min(index, strip.source.times.length - 1));
  }

  /** The thumbnail nearest to a clip time, of the finest level that is wanted and there; `null` before there is any. */
  nearest(time: number): Tile | null {
    for (let level = this.#level; level > 0; level--) {
      const tile = this.tile(level, time);
      if (tile) return tile;
    }
    const sheet = this.#sheet;
    if (!sheet) return null;
    const { times } = sheet.source;
    const next = firstAbove(times, time);
    const [before, after] = [times[next - 1], times[next]];
    const isAfter = after !== undefined && (before === undefined || after - time <= time - before);
    return tileOf(sheet, isAfter ? next : Math.max(0, next - 1));
  }

  async #take(source: Thumbnails, keep: (sheet: Sheet) => void): Promise<void> {
    let bitmap: ImageBitmap;
    try {
      bitmap = await createImageBitmap(new Blob([new Uint8Array(source.jpeg)], { type: 'image/jpeg' }));
    } catch {
      // A strip that is no picture leaves the coarser one in its place.
      return;
    }
    if (this.#disposed) return bitmap.close();
    keep({ bitmap, source });
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  dispose(): void {
    this.#disposed = true;
    this.#sheet?.bitmap.close();
    for (const { bitmap } of this.#strips.values()) bitmap.close();
    this.#strips.clear();
    this.#sheet = null;
  }
}

function keyOf({ level, block }: StripName): string {
  return `${level}/${block}`;
}

function tileOf({ bitmap, source: { columns, width, height } }: Sheet, index: number): Tile {
  return { bitmap, width, height, x: (index % columns) * width, y: Math.floor(index / columns) * height };
}
