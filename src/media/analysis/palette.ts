import { PALETTE_BINS, PALETTE_CHROMA, PALETTE_LIGHTNESS } from '../../core/series/sampled.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { LabPlanes } from './labPlanes.ts';
import type { PictureArea } from './saliency.ts';

/** Bytes of kernel memory that `createPalette` takes, the room of its buffers included. */
export const PALETTE_BYTES = 8 * (PALETTE_BINS + PALETTE_LIGHTNESS.length + PALETTE_CHROMA.length) + 256;

/** Which colours a picture has: each pixel is shared out among the eight bins around its colour. */
export interface Palette {
  /** Pixels in each bin. */
  readonly weights: Float64Array;
  /** Adds the pixels that the planes hold in an area. */
  add(area: PictureArea): void;
}

export function createPalette({ run, doubles }: Kernels, { width, lightness, a, b }: LabPlanes): Palette {
  const weights = doubles(PALETTE_BINS);
  const lightnessKnots = doubles(PALETTE_LIGHTNESS.length);
  const chromaKnots = doubles(PALETTE_CHROMA.length);
  lightnessKnots.view.set(PALETTE_LIGHTNESS);
  chromaKnots.view.set(PALETTE_CHROMA);
  return {
    weights: weights.view,
    add({ left, top, right, bottom }) {
      for (let y = top; y < bottom; y++) {
        const at = 4 * (y * width + left);
        run.addPalette(
          lightness.address + at,
          a.address + at,
          b.address + at,
          right - left,
          lightnessKnots.address,
          PALETTE_LIGHTNESS.length,
          chromaKnots.address,
          PALETTE_CHROMA.length,
          weights.address,
        );
      }
    },
  };
}
