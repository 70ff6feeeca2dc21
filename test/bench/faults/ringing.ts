import { byStrength, type Fault, videoFilter } from './fault.ts';

export const ringing: Fault = {
  operator: 'ringing',
  title: 'Edges over-sharpened by an unsharp mask',
  strengths: ['5 px × 0.6', '5 px × 1.2', '7 px × 1.5', '7 px × 2.2', '9 px × 3'],
  inject: videoFilter(({ strength }) => `unsharp=${byStrength(strength, ['5:5:0.6', '5:5:1.2', '7:7:1.5', '7:7:2.2', '9:9:3'])}`),
};
