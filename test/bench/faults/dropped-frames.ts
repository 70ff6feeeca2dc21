import { byStrength, type Fault, videoGraph } from './fault.ts';

export const droppedFrames: Fault = {
  operator: 'dropped-frames',
  title: 'Frames are missing, and those after them have moved up, so that no time stamp tells',
  excluded: {
    'plain0.mp4@0+16': 'Its shots were brought to 25 frames a second from other rates: frames of it are repeated or gone.',
    'lp_d12.mp4@1+4': 'It was made from a lower rate: every third or fourth frame repeats, and the steps between are uneven.',
  },
  strengths: ['1 frame', '2 frames', '3 frames', '5 frames', '8 frames'],
  // The jump is at one frame.
  seconds: 0.001,
  inject: videoGraph(({ source, strength, span }) => {
    const first = source.frameTimes.findIndex((time) => time >= span.start - 1e-4);
    const last = first + byStrength(strength, [1, 2, 3, 5, 8]) - 1;
    return `select='not(between(n,${first},${last}))',setpts=N/(${source.frameRate})/TB`;
  }),
};
