import type { Finding } from '../../../../src/core/finding.ts';
import type { CodiconName } from '../../../ui/Icon.tsx';
import { findingIcon } from '../../severity.ts';

const SIZE = 14;
/** Places of the signs in the codicon font, as its style sheet has them. */
const CODE_POINTS: Partial<Record<CodiconName, string>> = {
  error: '\uea87',
  warning: '\uea6c',
  info: '\uea74',
  lightbulb: '\uea61',
  shield: '\ueb53',
};
/** Drawn once for each shape, colour and density: a picture is put on a canvas far faster than text. */
const drawn = new Map<string, OffscreenCanvas>();

/** Forgets what was drawn; for when the font has arrived or the theme has changed. */
export function forgetGlyphs(): void {
  drawn.clear();
}

/** The sign of a finding, `SIZE` pixels large. */
export function findingGlyph(context: CanvasRenderingContext2D, finding: Finding, tone: string, x: number, y: number): void {
  const density = context.getTransform().a;
  const name = findingIcon(finding);
  const key = `${name} ${tone} ${density}`;
  let glyph = drawn.get(key);
  if (!glyph) {
    glyph = new OffscreenCanvas(Math.ceil(SIZE * density), Math.ceil(SIZE * density));
    const pen = glyph.getContext('2d');
    if (pen) {
      pen.scale(density, density);
      pen.font = `${SIZE}px codicon`;
      pen.textBaseline = 'top';
      pen.fillStyle = tone;
      pen.fillText(CODE_POINTS[name] ?? '', 0, 0);
    }
    drawn.set(key, glyph);
  }
  context.drawImage(glyph, x, y + 1, SIZE, SIZE);
}
