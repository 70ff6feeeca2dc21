import { byStrength, type Fault, videoFilter } from './fault.ts';

export const banding: Fault = {
  operator: 'banding',
  title: 'Luma cut to a few levels without dither',
  strengths: ['steps of 2 levels', '3 levels', '4 levels', '6 levels', '9 levels'],
  // Measured on the clean clips: the share of scanned lines on staircases of any height, single levels of 8 bits included, median over
  // the samples. Below 0.5 % there is no shading that could fall into bands, and none are to be seen; the others have 0.8…17 %.
  excluded: {
    'animdiff_m07_01.gif': 'A GIF of 256 colours: the glow of its lamps does lie in rings.',
    'noise.clean.mp4': 'Film grain over everything: 0.0 % of its lines shade smoothly.',
    'mdn_elf.mp4@0.5+4': 'Weathered wood fills the picture: 0.0 % of its lines shade smoothly.',
    'mdn_frog.mp4@1+4': 'Weathered wood fills the picture: 0.0 % of its lines shade smoothly.',
    'mdn_pig.mp4@1+4': 'Weathered wood fills the picture: 0.0 % of its lines shade smoothly.',
    'skv_carphone_pristine.mp4': 'Sensor noise at 176×144: 0.0 % of its lines shade smoothly.',
    'cogvideo_1.mp4': 'A carpet fills the picture: 0.3 % of its lines shade smoothly.',
  },
  inject: videoFilter(({ strength }) => {
    const step = byStrength(strength, [2, 3, 4, 6, 9]);
    return `lutyuv=y='floor((val-16)/${step})*${step}+16'`;
  }),
};
