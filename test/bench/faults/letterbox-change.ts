import { byStrength, type Fault, frameFilter, type PlanarFrame } from './fault.ts';

export const letterboxChange: Fault = {
  operator: 'letterbox-change',
  title: 'Black bars that cover the upper and lower edge for a while',
  strengths: ['1.5 % each', '2.5 % each', '4 % each', '7 % each', '12 % each'],
  inject: frameFilter(({ strength }) => {
    const share = byStrength(strength, [0.015, 0.025, 0.04, 0.07, 0.12]);
    return (frame, { inside }) => {
      if (inside) cover(frame, share);
    };
  }),
};

function cover({ width, height, luma, blue, red }: PlanarFrame, share: number): void {
  const lines = 2 * Math.round((share * height) / 2);
  luma.fill(16, 0, lines * width);
  luma.fill(16, (height - lines) * width);
  for (const plane of [blue, red]) {
    plane.fill(128, 0, (lines / 2) * (width / 2));
    plane.fill(128, ((height - lines) / 2) * (width / 2));
  }
}
