import type { Size } from './frameGeometry.ts';

/** Spatial information of one frame (ITU-T P.910): standard deviation of the Sobel gradient of luma, without the outermost pixels. */
export function spatialInformation(frame: Uint8Array, { width, height }: Size): number {
  const pixels = (width - 2) * (height - 2);
  if (pixels <= 0) return 0;
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    let i = y * width + 1;
    for (let x = 1; x < width - 1; x++, i++) {
      const above = i - width;
      const below = i + width;
      const aboveLeft = frame[above - 1] ?? 0;
      const aboveRight = frame[above + 1] ?? 0;
      const belowLeft = frame[below - 1] ?? 0;
      const belowRight = frame[below + 1] ?? 0;
      const across = aboveRight + 2 * (frame[i + 1] ?? 0) + belowRight - aboveLeft - 2 * (frame[i - 1] ?? 0) - belowLeft;
      const down = belowLeft + 2 * (frame[below] ?? 0) + belowRight - aboveLeft - 2 * (frame[above] ?? 0) - aboveRight;
      const square = across * across + down * down;
      sum += Math.sqrt(square);
      squares += square;
    }
  }
  const mean = sum / pixels;
  return Math.sqrt(Math.max(0, squares / pixels - mean * mean));
}
