import { byStrength, type Fault, frameFilter } from './fault.ts';

export const duplicateFrames: Fault = {
  operator: 'duplicate-frames',
  title: 'Frames repeat the one before them, and the movement goes on where it would have been',
  excluded: {
    'plain0.mp4@0+16': 'Its shots were brought to 25 frames a second from other rates: frames of it are repeated or gone.',
  },
  strengths: ['one frame', '0.08 s', 'every fourth for 1.2 s', 'every third for 1.2 s', 'every second for 1.2 s'],
  seconds: [0.001, 0.08, 1.2, 1.2, 1.2],
  inject: frameFilter(({ strength }) => {
    const every = byStrength(strength, [1, 1, 4, 3, 2]);
    let held: Uint8Array[] = [];
    let count = 0;
    return ({ luma, blue, red }, { inside }) => {
      const repeats = inside && count++ % every === 0;
      if (repeats && held.length > 0) for (const [index, plane] of [luma, blue, red].entries()) plane.set(held[index] ?? plane);
      else held = [luma, blue, red].map((plane) => plane.slice());
    };
  }),
};
