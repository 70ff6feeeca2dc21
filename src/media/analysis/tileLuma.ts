import type { KernelBuffer } from '../kernels/kernels.ts';

/** Luma of tiles in the kernels' memory: full range in 16 bits a pixel. */
export type TileLuma = KernelBuffer<Uint16Array>;

/** Units of a 16-bit sample in one of 255 luma levels. */
export const SAMPLES_PER_LEVEL = 257;
