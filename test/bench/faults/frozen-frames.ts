import { type Fault, frameFilter } from './fault.ts';

export const frozenFrames: Fault = {
  operator: 'frozen-frames',
  title: 'The picture stands still, and goes on where it would have been without',
  strengths: ['0.3 s', '0.4 s', '0.6 s', '0.9 s', '1.2 s'],
  // What is shorter counts as repeated frames.
  seconds: [0.3, 0.4, 0.6, 0.9, 1.2],
  inject: frameFilter(() => {
    let held: Uint8Array[] = [];
    return ({ luma, blue, red }, { inside }) => {
      if (inside && held.length > 0) for (const [index, plane] of [luma, blue, red].entries()) plane.set(held[index] ?? plane);
      else held = [luma, blue, red].map((plane) => plane.slice());
    };
  }),
};
