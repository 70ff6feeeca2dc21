import { byStrength, type Fault, frameFilter, lumaQuantile } from './fault.ts';

export const clippedHighlights: Fault = {
  operator: 'clipped-highlights',
  title: 'Exposure raised until a part of the picture burns out',
  strengths: ['10 % of the picture', '20 %', '35 %', '50 %', '70 %'],
  inject: frameFilter(({ strength }) => {
    const share = byStrength(strength, [0.1, 0.2, 0.35, 0.5, 0.7]);
    return ({ luma }, { inside }) => {
      if (!inside) return;
      const gain = (235 - 16) / Math.max(1, lumaQuantile(luma, 1 - share) - 16);
      for (let i = 0; i < luma.length; i++) luma[i] = Math.min(235, 16 + ((luma[i] ?? 16) - 16) * gain);
    };
  }),
};
