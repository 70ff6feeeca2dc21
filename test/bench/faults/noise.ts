import { byStrength, type Fault, videoFilter } from './fault.ts';

export const noise: Fault = {
  operator: 'noise',
  title: 'Sensor noise, new in every frame',
  strengths: ['strength 12', 'strength 20', 'strength 30', 'strength 45', 'strength 65'],
  inject: videoFilter(({ strength }) => `noise=alls=${byStrength(strength, [12, 20, 30, 45, 65])}:allf=t:all_seed=7`),
};
