import type { Finding } from '../../../../src/core/finding.ts';
import { findingTone } from '../../severity.ts';
import { GRAVITY } from '../lanes.ts';
import { OVERVIEW_HEIGHT } from '../sizes.ts';
import type { Pen, Scene } from './scene.ts';

/** The strip without what moves, drawn once for a scene: ten thousand marks are too many for every frame. */
let drawn: { readonly of: readonly unknown[]; readonly strip: ImageBitmap } | null = null;

/** The whole clip in a strip: where shots end, where something was found, and which part is in sight. */
export function drawOverview(pen: Pen, scene: Scene): void {
  const { context, scale, palette } = pen;
  const { duration, range, findings, shots } = scene;
  if (duration <= 0 || scale.width <= 0) return;
  const of = [findings, shots, duration, palette, scale.width, pen.density];
  if (!drawn?.of.every((part, i) => part === of[i])) {
    drawn?.strip.close();
    drawn = { of, strip: stripOf(pen, scene) };
  }
  context.drawImage(drawn.strip, 0, 0, scale.width, OVERVIEW_HEIGHT);
  const { colour } = palette;
  const xOf = (time: number) => (time / duration) * scale.width;
  if (range) {
    context.fillStyle = colour.range;
    context.fillRect(xOf(range.start), OVERVIEW_HEIGHT - 3, Math.max(1, xOf(range.end) - xOf(range.start)), 2);
  }
  const [from, to] = [xOf(scale.span.start), xOf(scale.span.end)];
  if (to - from >= scale.width - 0.5) return;
  context.fillStyle = colour['overview-window'];
  context.fillRect(from, 0, Math.max(4, to - from), OVERVIEW_HEIGHT);
  context.strokeStyle = colour.tick;
  context.lineWidth = 1;
  context.strokeRect(from + 0.5, 0.5, Math.max(3, to - from - 1), OVERVIEW_HEIGHT - 1);
}

function stripOf({ scale, palette, density }: Pen, { shots, findings, duration }: Scene): ImageBitmap {
  const strip = new OffscreenCanvas(Math.ceil(scale.width * density), Math.ceil(OVERVIEW_HEIGHT * density));
  const context = strip.getContext('2d');
  if (!context) return strip.transferToImageBitmap();
  context.scale(density, density);
  const { colour } = palette;
  const xOf = (time: number) => Math.round((time / duration) * scale.width);
  context.fillStyle = colour.overview;
  context.fillRect(0, 2, scale.width, OVERVIEW_HEIGHT - 4);
  context.fillStyle = colour['shot-line'];
  if (shots.length < scale.width / 4) for (const { start } of shots) context.fillRect(xOf(start), 2, 1, OVERVIEW_HEIGHT - 4);
  // Of those on one pixel the gravest is seen; grave ones are drawn last and stay.
  const gravest = new Map<number, Finding>();
  for (const finding of findings) {
    const x = xOf(finding.span.start);
    const there = gravest.get(x);
    if (!there || GRAVITY[finding.severity] >= GRAVITY[there.severity]) gravest.set(x, finding);
  }
  for (const [x, finding] of [...gravest].sort(([, a], [, b]) => GRAVITY[a.severity] - GRAVITY[b.severity])) {
    context.fillStyle = palette.tone(findingTone(finding));
    context.fillRect(x, 4, 2, OVERVIEW_HEIGHT - 8);
  }
  return strip.transferToImageBitmap();
}
