import { byStrength, type Fault, videoFilter } from './fault.ts';

export const noise: Fault = {
  operator: 'noise',
  title: 'Sensor noise, new in every frame',
  strengths: ['σ 4 levels', 'σ 6 levels', 'σ 9 levels', 'σ 13 levels', 'σ 20 levels'],
  // ffmpeg's strength is about three times the standard deviation that it makes.
  inject: videoFilter(({ strength }) => `noise=alls=${byStrength(strength, [12, 18, 27, 39, 60])}:allf=t:all_seed=7`),
};
