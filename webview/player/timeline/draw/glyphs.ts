import type { Finding } from '../../../../src/core/finding.ts';
import type { CodiconName } from '../../../ui/Icon.tsx';
import { findingIcon } from '../../severity.ts';
import type { Pen } from './scene.ts';

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
const drawn = new Map<string, ImageBitmap>();

/** Forgets what was drawn; for when the font has arrived or the theme has changed. */
export function forgetGlyphs(): void {
  for (const glyph of drawn.values()) glyph.close();
  drawn.clear();
}

/** The sign of a finding, `SIZE` pixels large. */
export function findingGlyph({ context, density }: Pen, finding: Finding, tone: string, x: number, y: number): void {
  const name = findingIcon(finding);
  const key = `${name} ${tone} ${density}`;
  let glyph = drawn.get(key);
  if (!glyph) {
    const canvas = new OffscreenCanvas(Math.ceil(SIZE * density), Math.ceil(SIZE * density));
    const own = canvas.getContext('2d');
    if (!own) return;
    own.scale(density, density);
    own.font = `${SIZE}px codicon`;
    own.textBaseline = 'top';
    own.fillStyle = tone;
    own.fillText(CODE_POINTS[name] ?? '', 0, 0);
    glyph = canvas.transferToImageBitmap();
    drawn.set(key, glyph);
  }
  context.drawImage(glyph, x, y + 1, SIZE, SIZE);
}
