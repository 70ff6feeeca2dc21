import { type Fault, frameFilter } from './fault.ts';

export const blackFrames: Fault = {
  operator: 'black-frames',
  title: 'The picture drops to black and comes back',
  strengths: ['one frame', '0.08 s', '0.15 s', '0.3 s', '0.6 s'],
  seconds: [0.001, 0.08, 0.15, 0.3, 0.6],
  inject: frameFilter(() => ({ luma, blue, red }, { inside }) => {
    if (!inside) return;
    luma.fill(16);
    blue.fill(128);
    red.fill(128);
  }),
};
