import type { Size } from './frameGeometry.ts';

/** Mean squares of the 4-neighbour Laplacian of 2×2 and 4×4 pixel means: detail at a scale that noise and coding hardly touch. */
export interface MeansLaplacian {
  begin(): void;
  /** Adds the tile that starts at `origin`, one byte a pixel. */
  scan(luma: Uint8Array, origin: number): void;
  /** In squared luma levels, over all tiles since `begin`; 0 for tiles too small to have any. */
  energyOf2(): number;
  energyOf4(): number;
}

export function createMeansLaplacian({ width, height }: Size): MeansLaplacian {
  const half = { width: width >> 1, height: height >> 1 };
  const quarter = { width: width >> 2, height: height >> 2 };
  // Sums of 4 and of 16 pixels, which 16 bits hold.
  const sums2 = new Int16Array(Math.max(1, half.width * half.height));
  const sums4 = new Int16Array(Math.max(1, quarter.width * quarter.height));
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
    scan(luma, origin) {
      for (let y = 0; y < half.height; y++) {
        let from = origin + 2 * y * width;
        for (let at = y * half.width; at < (y + 1) * half.width; at++) {
          sums2[at] = (luma[from] ?? 0) + (luma[from + 1] ?? 0) + (luma[from + width] ?? 0) + (luma[from + width + 1] ?? 0);
          from += 2;
        }
      }
      for (let y = 0; y < quarter.height; y++) {
        let from = 2 * y * half.width;
        for (let at = y * quarter.width; at < (y + 1) * quarter.width; at++) {
          sums4[at] =
            (sums2[from] ?? 0) + (sums2[from + 1] ?? 0) + (sums2[from + half.width] ?? 0) + (sums2[from + half.width + 1] ?? 0);
          from += 2;
        }
      }
      energy2 += squaredLaplacian(sums2, half);
      energy4 += squaredLaplacian(sums4, quarter);
      tiles++;
    },
    energyOf2: () => (inside2 === 0 ? 0 : energy2 / (inside2 * tiles * 4 ** 2)),
    energyOf4: () => (inside4 === 0 ? 0 : energy4 / (inside4 * tiles * 16 ** 2)),
  };
}

function squaredLaplacian(values: Int16Array, { width, height }: Size): number {
  let energy = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const here = values[i] ?? 0;
      const bend = (values[i - 1] ?? 0) + (values[i + 1] ?? 0) + (values[i - width] ?? 0) + (values[i + width] ?? 0) - 4 * here;
      energy += bend * bend;
    }
  }
  return energy;
}
