import { measureClipping } from './clipping.ts';
import type { Operator } from './operator.ts';

const operator = {
  id: 'clipped-shadows',
  version: 1,
  title: 'Clipped shadows',
  rationales: ['cinematography.lens.exposure.shadows-keep-detail'],
  quantity: 'share of the picture that stays clipped black',
  unit: '%',
  threshold: { faultWhen: 'above', partial: 45, fail: 65 },
  source:
    'Largest share of pixels with luma ≤ 5 of 255 that holds for 0.4 s, black bars left out. Flat black backdrops, fades and ' +
    'black frames do not count. Limits from own measurement: clean footage, night and low key included, stays below 30 %; the ' +
    'limit is far above that because deep blacks are often meant.',
} as const;

export const clippedShadows: Operator = {
  ...operator,
  measure: (context) =>
    measureClipping(
      {
        operator,
        clipped: 'clippedShadows',
        near: 'nearShadows',
        leastNear: 0.06,
        isPicture: ({ frames: { series } }, frame) => (series.lumaHigh[frame] ?? 0) > 40,
        lost: 'crushed to black',
      },
      context,
    ),
};
