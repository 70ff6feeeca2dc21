import type { PlacedTrack } from '../trackLayout.ts';
import type { Pen, Scene } from './scene.ts';

/** Thumbnails side by side. Their places lie fast in the clip, so that panning moves them and changes none. */
export function drawFilmstrip({ context, scale, palette }: Pen, { sheets, range }: Scene, { top, height }: PlacedTrack): void {
  if (!sheets || scale.perSecond <= 0) return;
  // Whole pixels: between pictures that end within a pixel a seam of the background shows.
  const width = Math.max(1, Math.round(height * sheets.ratio));
  const offset = scale.span.start * scale.perSecond;
  const clipEnd = Math.min(scale.width, Math.round(scale.xOf(scale.duration)));
  context.imageSmoothingQuality = 'medium';
  for (let slot = Math.floor(offset / width); slot * width - offset < clipEnd; slot++) {
    const x = Math.round(slot * width - offset);
    const tile = sheets.nearest((slot + 0.5) * (width / scale.perSecond));
    if (!tile) continue;
    const shown = Math.min(width, clipEnd - x);
    const share = shown / width;
    context.drawImage(tile.bitmap, tile.x, tile.y, tile.width * share, tile.height, x, top, shown, height);
  }
  if (!range) return;
  context.fillStyle = palette.colour.outside;
  const [from, to] = [scale.xOf(range.start), scale.xOf(range.end)];
  if (from > 0) context.fillRect(0, top, from, height);
  if (to < scale.width) context.fillRect(to, top, scale.width - to, height);
}
