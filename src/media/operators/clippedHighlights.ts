import { clippingOperator } from './clipping.ts';

const operator = {
  id: 'clipped-highlights',
  version: 2,
  title: 'Clipped highlights',
  rationales: ['cinematography.lens.exposure.highlights-keep-detail'],
  quantity: 'share of the picture that stays clipped white',
  unit: '%',
  source:
    'Largest share of pixels with luma ≥ 250 of 255 that holds for 0.4 s, black bars left out. Flat white backdrops, fades and blank frames do not count.',
} as const;

export const clippedHighlights = clippingOperator({
  operator,
  clipped: 'clippedHighlights',
  near: 'nearHighlights',
  leastNear: 0.06,
  isPicture: ({ frames: { series } }, frame) => (series.lumaLow[frame] ?? 0) < 215,
  lost: 'burnt out to white',
});
