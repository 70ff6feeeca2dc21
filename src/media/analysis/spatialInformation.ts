import type { Kernels } from '../kernels/kernels.ts';
import type { Size } from './frameGeometry.ts';

/** Bytes of kernel memory that `createSpatialInformation` takes, the room of its buffers included. */
export function spatialInformationBytes({ width, height }: Size): number {
  return width * height + 256;
}

/** Spatial information of a frame (ITU-T P.910): standard deviation of the Sobel gradient of luma, without the outermost pixels. */
export function createSpatialInformation(
  { run, bytes, doubles }: Kernels,
  { width, height }: Size,
): (luma: Uint8Array) => number {
  const plane = bytes(width * height);
  const sums = doubles(2);
  const pixels = (width - 2) * (height - 2);
  return (luma) => {
    if (pixels <= 0) return 0;
    plane.view.set(luma);
    run.sobelGradient(plane.address, width, height, sums.address);
    const [lengths = 0, squares = 0] = sums.view;
    const mean = lengths / pixels;
    return Math.sqrt(Math.max(0, squares / pixels - mean * mean));
  };
}
