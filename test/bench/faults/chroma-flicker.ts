import { byStrength, type CleanClip, type Fault, frameFilter } from './fault.ts';

/** Times a second; slow material cannot show more than half its frame rate. */
const hertzFor = ({ frameTimes, duration }: CleanClip) => Math.min(6, frameTimes.length / duration / 3);

export const chromaFlicker: Fault = {
  operator: 'chroma-flicker',
  title: 'White balance that swings between warm and cool six times a second (at most a third of the frame rate)',
  strengths: ['± 1 level', '± 1.5 levels', '± 2.5 levels', '± 4 levels', '± 7 levels'],
  inject: frameFilter(({ source, strength, span }) => {
    const swing = byStrength(strength, [1, 1.5, 2.5, 4, 7]);
    const hertz = hertzFor(source);
    return ({ width, blue, red }, { time, inside }) => {
      if (!inside) return;
      const warmer = swing * Math.sin(2 * Math.PI * hertz * (time - span.start));
      shift(blue, width / 2, -warmer);
      shift(red, width / 2, warmer);
    };
  }),
};

/** Adds a part of a level to a plane by ordered dithering, so that half a level is half of the pixels one level higher. */
function shift(plane: Uint8Array, width: number, levels: number): void {
  for (let i = 0; i < plane.length; i++) {
    const x = i % width;
    const y = Math.floor(i / width);
    const threshold = (((x & 1) * 2 + ((x + y) & 1)) * 2 + 1) / 8;
    plane[i] = Math.min(240, Math.max(16, (plane[i] ?? 128) + Math.floor(levels + threshold)));
  }
}
