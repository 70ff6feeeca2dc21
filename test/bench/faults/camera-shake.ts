import { byStrength, during, type Fault, videoGraph } from './fault.ts';

/** Hertz, and the share of the swing that each has. */
const TREMBLE = [
  [5.3, 0.5],
  [7.9, 0.3],
  [11.2, 0.2],
] as const;

export const cameraShake: Fault = {
  operator: 'camera-shake',
  title: 'A camera that begins to tremble, 5 to 11 times a second in both directions',
  strengths: ['up to 0.3 % of the width', '0.6 %', '1 %', '1.6 %', '2.5 %'],
  seconds: 1.6,
  excluded: {
    'cogvideo_1.mp4': 'At 8 frames a second, a tremble cannot be told from movement.',
  },
  // Twice the size, so that the crop can move by half pixels.
  inject: videoGraph((injection) => {
    const { source, strength } = injection;
    const swing = byStrength(strength, [0.003, 0.006, 0.01, 0.016, 0.025]);
    const sway = (phase: number) =>
      TREMBLE.map(([hertz, share]) => `${share}*sin(${(2 * Math.PI * hertz).toFixed(3)}*t+${phase}*${hertz})`).join('+');
    const place = (axis: string, phase: number) => `(i${axis}-o${axis})/2+${swing}*iw*(${sway(phase)})*${during(injection)}`;
    return [
      'scale=2*iw:2*ih:flags=bicubic',
      `crop=w=trunc(iw*0.46)*2:h=trunc(ih*0.46)*2:x='${place('w', 0.4)}':y='${place('h', 1.7)}':exact=1`,
      `scale=${source.width}:${source.height}:flags=bicubic`,
    ].join(',');
  }),
};
