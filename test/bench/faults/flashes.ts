import { byStrength, type Fault, frameFilter, type PlanarFrame } from './fault.ts';

/** Each source frame decides what its flash does, so that every kind comes up: darker, brighter, warmer, greener. */
const KINDS = [
  { gain: -1, blue: 0, red: 0 },
  { gain: 1, blue: 0, red: 0 },
  { gain: 0, blue: -1, red: 1 },
  { gain: 0, blue: -0.7, red: -0.7 },
] as const;

export const flashes: Fault = {
  operator: 'flashes',
  title: 'One frame that is darker, brighter, warmer or greener than those around it',
  strengths: ['3 % / 3 levels', '5 % / 5 levels', '8 % / 8 levels', '12 % / 12 levels', '20 % / 20 levels'],
  seconds: 0.01,
  inject: frameFilter(({ strength, source }) => {
    const size = byStrength(strength, [3, 5, 8, 12, 20]);
    const kind = KINDS[(source.name.length + strength) % KINDS.length] ?? KINDS[0];
    return (frame, { inside }) => {
      if (inside) flash(frame, size, kind);
    };
  }),
};

function flash({ luma, blue, red }: PlanarFrame, size: number, kind: (typeof KINDS)[number]): void {
  const gain = 1 + (kind.gain * size) / 100;
  for (let i = 0; i < luma.length; i++) luma[i] = Math.min(235, Math.max(16, 16 + ((luma[i] ?? 16) - 16) * gain));
  for (let i = 0; i < blue.length; i++) {
    blue[i] = Math.min(240, Math.max(16, Math.round((blue[i] ?? 128) + kind.blue * size)));
    red[i] = Math.min(240, Math.max(16, Math.round((red[i] ?? 128) + kind.red * size)));
  }
}
