import { ticksOf } from '../scale.ts';
import type { Pen } from './scene.ts';

/** Pixels between labels, at least. */
const LABEL_GAP = 72;
/** Pixels from a tick to its label: the playhead on the tick leaves it free. */
const LABEL_INDENT = 8;

/** @param top of the ruler in pixels. */
export function drawRuler({ context, scale, palette }: Pen, top: number, height: number): void {
  const { colour, font } = palette;
  const bottom = top + height;
  context.fillStyle = colour.line;
  context.fillRect(0, bottom - 1, scale.width, 1);
  context.font = `10px ${font}`;
  context.textBaseline = 'alphabetic';
  for (const { x, label } of ticksOf(scale, LABEL_GAP)) {
    const left = Math.round(x);
    context.fillStyle = label === null ? colour['minor-tick'] : colour.tick;
    context.fillRect(left, bottom - (label === null ? 4 : 8), 1, label === null ? 4 : 8);
    if (label === null || left + LABEL_INDENT + context.measureText(label).width > scale.width) continue;
    context.fillStyle = colour.dim;
    context.fillText(label, left + LABEL_INDENT, bottom - 6);
  }
}
