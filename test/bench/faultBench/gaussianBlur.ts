import type { PlanarFrame } from '../faults/fault.ts';

/** Blurs the luma of a frame with a Gaussian of `sigma` pixels, for faults whose blur changes from frame to frame. */
export function gaussianBlur({ luma, width, height }: PlanarFrame, sigma: number): void {
  if (sigma < 0.05) return;
  const reach = Math.ceil(3 * sigma);
  const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-(((i - reach) / sigma) ** 2) / 2));
  const sum = taps.reduce((all, tap) => all + tap, 0);
  const rows = new Float64Array(luma.length);
  const blur = (
    target: Float64Array | Uint8Array,
    source: Float64Array | Uint8Array,
    stride: number,
    count: number,
    at: number,
  ) => {
    for (let i = 0; i < count; i++) {
      let value = 0;
      for (let k = -reach; k <= reach; k++) {
        const from = Math.min(count - 1, Math.max(0, i + k));
        value += (taps[k + reach] ?? 0) * (source[at + from * stride] ?? 0);
      }
      target[at + i * stride] = target instanceof Uint8Array ? Math.round(value / sum) : value / sum;
    }
  };
  for (let y = 0; y < height; y++) blur(rows, luma, 1, width, y * width);
  for (let x = 0; x < width; x++) blur(luma, rows, width, height, x);
}
