import { clippingOperator } from './clipping.ts';

const operator = {
  id: 'clipped-shadows',
  version: 2,
  title: 'Clipped shadows',
  rationales: ['cinematography.lens.exposure.shadows-keep-detail'],
  quantity: 'share of the picture that stays clipped black',
  unit: '%',
  source:
    'Largest share of pixels with luma ≤ 5 of 255 that holds for 0.4 s, black bars left out. Flat black backdrops, fades and black frames do not count.',
} as const;

export const clippedShadows = clippingOperator({
  operator,
  clipped: 'clippedShadows',
  near: 'nearShadows',
  leastNear: 0.06,
  isPicture: ({ frames: { series } }, frame) => (series.lumaHigh[frame] ?? 0) > 24,
  lost: 'crushed to black',
});
