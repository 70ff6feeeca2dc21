import { byStrength, type Fault, videoFilter } from './fault.ts';

export const banding: Fault = {
  operator: 'banding',
  title: 'Luma cut to a few levels without dither',
  strengths: ['steps of 2 levels', '3 levels', '4 levels', '6 levels', '9 levels'],
  excluded: { 'animdiff_m07_01.gif': 'A GIF of 256 colours: the glow of its lamps does lie in rings.' },
  inject: videoFilter(({ strength }) => {
    const step = byStrength(strength, [2, 3, 4, 6, 9]);
    return `lutyuv=y='floor((val-16)/${step})*${step}+16'`;
  }),
};
