import { byStrength, type Fault, frameFilter, lumaQuantile } from './fault.ts';

export const clippedShadows: Fault = {
  operator: 'clipped-shadows',
  title: 'Shadows crushed to black',
  strengths: ['30 % of the picture', '45 %', '55 %', '65 %', '80 %'],
  inject: frameFilter(({ strength }) => {
    const share = byStrength(strength, [0.3, 0.45, 0.55, 0.65, 0.8]);
    return ({ luma }, { inside }) => {
      if (!inside) return;
      const black = lumaQuantile(luma, share);
      const gain = (235 - 16) / Math.max(1, 235 - black);
      for (let i = 0; i < luma.length; i++) luma[i] = Math.max(16, 16 + ((luma[i] ?? 16) - black) * gain);
    };
  }),
};
