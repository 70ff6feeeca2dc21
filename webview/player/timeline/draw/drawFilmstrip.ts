import type { TimeSpan } from '../../../../src/core/time.ts';
import type { ThumbnailSheets } from '../../thumbnails/thumbnailSheets.ts';
import type { PlacedTrack } from '../trackLayout.ts';
import type { Pen } from './scene.ts';

/** Thumbnails side by side from the top at 0. Their places lie fast in the clip, so that panning moves them and changes none. */
export function drawFilmstrip({ context, scale }: Pen, sheets: ThumbnailSheets, height: number): void {
  if (scale.perSecond <= 0) return;
  // Whole pixels: between pictures that end within a pixel a seam of the background shows.
  const width = Math.max(1, Math.round(height * sheets.ratio));
  const clipEnd = Math.round(scale.xOf(scale.duration));
  context.imageSmoothingQuality = 'medium';
  for (let slot = Math.floor(scale.offset / width); ; slot++) {
    const x = Math.round(slot * width - scale.offset);
    if (x >= Math.min(scale.width, clipEnd)) break;
    const tile = sheets.nearest((slot + 0.5) * (width / scale.perSecond));
    if (!tile) continue;
    const shown = Math.min(width, clipEnd - x);
    const share = shown / width;
    context.drawImage(tile.bitmap, tile.x, tile.y, tile.width * share, tile.height, x, 0, shown, height);
  }
}

/** Shades the thumbnails outside the in/out range. */
export function shadeOutside({ context, scale, palette }: Pen, range: TimeSpan, { top, height }: PlacedTrack): void {
  context.fillStyle = palette.colour.outside;
  const [from, to] = [scale.xOf(range.start), scale.xOf(range.end)];
  if (from > 0) context.fillRect(0, top, from, height);
  if (to < scale.width) context.fillRect(to, top, scale.width - to, height);
}
