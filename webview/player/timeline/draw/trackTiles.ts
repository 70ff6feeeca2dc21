import { scaleAt } from '../scale.ts';
import type { PlacedTrack } from '../trackLayout.ts';
import type { Pen } from './scene.ts';

/** Pixels of the screen that a tile is wide: few enough that the tile which panning brings into sight is drawn within a frame. */
const TILE = 256;
/** Tiles that are kept on either side of those in sight. */
const SPARE = 2;

/**
 * The picture of a track in tiles. Panning moves them, and draws those alone that come into sight. What changes with every frame,
 * as all of it does while the timeline is zoomed, is drawn without.
 */
export class TrackTiles {
  #of: readonly unknown[] = [];
  readonly #tiles = new Map<number, ImageBitmap>();

  /**
   * Puts the track where it belongs.
   *
   * @param of everything that the picture shows; whatever of it is another object or number than before, draws all anew.
   * @param draw draws the part of the track that a tile shows, with the top of the track at 0.
   * @returns false when the track changed and was drawn at once: there are tiles from the next time on.
   */
  put(pen: Pen, of: readonly unknown[], track: PlacedTrack, draw: (pen: Pen) => void): boolean {
    const { context, scale, palette, density } = pen;
    const { top, height } = track;
    // Panning changes the zoom by what is lost in rounding.
    const now = [...of, palette, density, height, Math.fround(scale.perSecond)];
    if (now.length !== this.#of.length || now.some((part, i) => part !== this.#of[i])) {
      this.dispose();
      this.#of = now;
      drawAtOnce(pen, track, draw);
      return false;
    }
    const offset = Math.round(scale.offset * density);
    const first = Math.floor(offset / TILE);
    const last = Math.floor((offset + scale.width * density - 1) / TILE);
    const y = Math.round(context.getTransform().f + top * density);
    context.save();
    context.resetTransform();
    for (let index = first; index <= last; index++) {
      let tile = this.#tiles.get(index);
      if (!tile) {
        const canvas = new OffscreenCanvas(TILE, Math.ceil(height * density));
        const own = canvas.getContext('2d');
        if (!own) continue;
        own.scale(density, density);
        draw({ context: own, scale: scaleAt(scale, (index * TILE) / density, TILE / density), palette, density });
        tile = canvas.transferToImageBitmap();
        this.#tiles.set(index, tile);
      }
      context.drawImage(tile, index * TILE - offset, y);
    }
    context.restore();
    for (const [index, tile] of this.#tiles) {
      if (index >= first - SPARE && index <= last + SPARE) continue;
      tile.close();
      this.#tiles.delete(index);
    }
    return true;
  }

  dispose(): void {
    for (const tile of this.#tiles.values()) tile.close();
    this.#tiles.clear();
  }
}

function drawAtOnce(pen: Pen, { top, height }: PlacedTrack, draw: (pen: Pen) => void): void {
  const { context, scale } = pen;
  context.save();
  context.translate(0, top);
  context.beginPath();
  context.rect(0, 0, scale.width, height);
  context.clip();
  draw(pen);
  context.restore();
}
