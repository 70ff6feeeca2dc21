import { byStrength, type Fault, videoFilter } from './fault.ts';

export const effectiveResolution: Fault = {
  operator: 'effective-resolution',
  title: 'Enlarged from a smaller picture (bicubic)',
  strengths: ['1.5 times', '2 times', '3 times', '4 times', '6 times'],
  whole: true,
  excluded: { 'lp_d20.mp4@1+4': 'It was enlarged by whoever made it: neither brows nor hair show any detail.' },
  inject: videoFilter(({ source: { width, height }, strength }) => {
    const factor = byStrength(strength, [1.5, 2, 3, 4, 6]);
    return `scale=${Math.round(width / factor)}:${Math.round(height / factor)}:flags=area,scale=${width}:${height}:flags=bicubic`;
  }),
};
