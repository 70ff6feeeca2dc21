import { byStrength, type Fault, videoFilter } from './fault.ts';

export const sharpnessLoss: Fault = {
  operator: 'sharpness-loss',
  title: 'The focus is gone from one frame to the next and comes back as suddenly',
  strengths: ['Gaussian blur σ 0.7 px', 'σ 1 px', 'σ 1.5 px', 'σ 2.5 px', 'σ 4 px'],
  inject: videoFilter(({ strength }) => `gblur=sigma=${byStrength(strength, [0.7, 1, 1.5, 2.5, 4])}`),
};
