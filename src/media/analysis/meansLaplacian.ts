import type { Kernels } from '../kernels/kernels.ts';
import type { Size } from './frameGeometry.ts';

/** Mean squares of the 4-neighbour Laplacian of 2×2 and 4×4 pixel means: detail at a scale that noise and coding hardly touch. */
export interface MeansLaplacian {
  begin(): void;
  /** Adds the tile at `address` in the kernels' memory, one byte a pixel. */
  scan(address: number): void;
  /** In squared luma levels, over all tiles since `begin`; 0 for tiles too small to have any. */
  energyOf2(): number;
  energyOf4(): number;
}

/** Bytes of kernel memory that `createMeansLaplacian` takes, the room of its buffers included. */
export function meansLaplacianBytes({ width, height }: Size): number {
  return width * height + 512;
}

export function createMeansLaplacian({ run, shorts }: Kernels, { width, height }: Size): MeansLaplacian {
  const half = { width: width >> 1, height: height >> 1 };
  const quarter = { width: width >> 2, height: height >> 2 };
  // Sums of 4 and of 16 pixels, which 16 bits hold.
  const sums2 = shorts(half.width * half.height).address;
  const sums4 = shorts(quarter.width * quarter.height).address;
  const inside2 = Math.max(0, half.width - 2) * Math.max(0, half.height - 2);
  const inside4 = Math.max(0, quarter.width - 2) * Math.max(0, quarter.height - 2);
  let energy2 = 0;
  let energy4 = 0;
  let tiles = 0;

  return {
    begin() {
      energy2 = 0;
      energy4 = 0;
      tiles = 0;
    },
    scan(address) {
      run.sumQuads(address, width, height, sums2);
      run.sumQuadsOf16(sums2, half.width, half.height, sums4);
      energy2 += run.squaredLaplacian(sums2, half.width, half.height);
      energy4 += run.squaredLaplacian(sums4, quarter.width, quarter.height);
      tiles++;
    },
    energyOf2: () => (inside2 === 0 ? 0 : energy2 / (inside2 * tiles * 4 ** 2)),
    energyOf4: () => (inside4 === 0 ? 0 : energy4 / (inside4 * tiles * 16 ** 2)),
  };
}
