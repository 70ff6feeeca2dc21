import { findingTone } from '../../severity.ts';
import { OVERVIEW_HEIGHT } from '../sizes.ts';
import type { Pen, Scene } from './scene.ts';

/** The whole clip in a strip: where shots end, where something was found, and which part is in sight. */
export function drawOverview({ context, scale, palette }: Pen, { shots, findings, duration, range }: Scene): void {
  if (duration <= 0) return;
  const { colour } = palette;
  const xOf = (time: number) => (time / duration) * scale.width;
  context.fillStyle = colour.overview;
  context.fillRect(0, 2, scale.width, OVERVIEW_HEIGHT - 4);
  context.fillStyle = colour['shot-line'];
  if (shots.length < scale.width / 4)
    for (const { start } of shots) context.fillRect(Math.round(xOf(start)), 2, 1, OVERVIEW_HEIGHT - 4);
  // One mark a pixel: with ten thousand findings each pixel has several. Grave ones are drawn last and stay.
  for (const severity of ['hint', 'information', 'warning', 'error'] as const) {
    let last = -1;
    for (const finding of findings) {
      if (finding.severity !== severity) continue;
      const x = Math.round(xOf(finding.span.start));
      if (x === last) continue;
      last = x;
      context.fillStyle = palette.tone(findingTone(finding));
      context.fillRect(x, 4, 2, OVERVIEW_HEIGHT - 8);
    }
  }
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
