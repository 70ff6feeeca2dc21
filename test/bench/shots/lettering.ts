import { HEIGHT, mixInto, type Picture, plain, WIDTH } from './picture.ts';
import type { Random } from './random.ts';

const GLYPH_ROWS = 7;
const GLYPH_COLUMNS = 5;

/**
 * Made-up lettering that covers as much as real words do: a line of subtitles, or a title over much of the frame, some on a
 * plate. Returns what paints it with a given opacity.
 */
export function drawLettering(random: Random, use: 'subtitle' | 'title'): (picture: Picture, opacity: number) => void {
  const pixel = use === 'subtitle' ? 2 : random.whole(3, 6);
  const lines = use === 'subtitle' ? random.whole(1, 2) : random.whole(1, 3);
  const advance = (GLYPH_COLUMNS + 1) * pixel;
  const spacing = (GLYPH_ROWS + 3) * pixel;
  const letters = Math.min(Math.floor((0.9 * WIDTH) / advance), random.whole(6, 28));
  const width = letters * advance;
  const left = (WIDTH - width) / 2;
  const top = use === 'subtitle' ? HEIGHT - 8 - lines * spacing : (HEIGHT - lines * spacing) / 2;
  const isPlated = random.chance(use === 'subtitle' ? 0.2 : 0.35);
  const mask = new Float32Array(WIDTH * HEIGHT);
  const plate = new Float32Array(WIDTH * HEIGHT);
  const put = (plane: Float32Array, x: number, y: number) => {
    if (x >= 0 && x < WIDTH && y >= 0 && y < HEIGHT) plane[Math.floor(y) * WIDTH + Math.floor(x)] = 1;
  };
  if (isPlated) {
    for (let y = top - 6; y < top + lines * spacing; y++) for (let x = left - 8; x < left + width + 8; x++) put(plate, x, y);
  }
  for (let line = 0; line < lines; line++) {
    for (let letter = 0; letter < letters; letter++) {
      if (random.chance(0.15)) continue;
      for (let cell = 0; cell < GLYPH_ROWS * GLYPH_COLUMNS; cell++) {
        if (random.chance(0.5)) continue;
        const x = left + letter * advance + (cell % GLYPH_COLUMNS) * pixel;
        const y = top + line * spacing + Math.floor(cell / GLYPH_COLUMNS) * pixel;
        for (let i = 0; i < pixel * pixel; i++) put(mask, x + (i % pixel), y + Math.floor(i / pixel));
      }
    }
  }
  const ink = plain(use === 'subtitle' ? 230 : random.pick([230, 210, 40]));
  const ground = plain(30);
  const at = (plane: Float32Array, x: number, y: number) => plane[Math.floor(y * HEIGHT) * WIDTH + Math.floor(x * WIDTH)] ?? 0;
  return (picture, opacity) => {
    if (isPlated) mixInto(picture, ground, (x, y) => 0.7 * opacity * at(plate, x, y));
    mixInto(picture, ink, (x, y) => opacity * at(mask, x, y));
  };
}
