import { byStrength, type CleanClip, type Fault, frameFilter } from './fault.ts';

/** Times a second; slow material cannot show more than half its frame rate. */
const hertzFor = ({ frameTimes, duration }: CleanClip) => Math.min(7, frameTimes.length / duration / 3);

export const lumaFlicker: Fault = {
  operator: 'luma-flicker',
  title: 'Exposure that swings seven times a second (at most a third of the frame rate)',
  strengths: ['gain ± 1 %', 'gain ± 2 %', 'gain ± 3.5 %', 'gain ± 6 %', 'gain ± 10 %'],
  excluded: { 'cogvideo_1.mp4': 'At 8 frames a second, seven swings a second look like a slow one.' },
  inject: frameFilter(({ source, strength, span }) => {
    const swing = byStrength(strength, [0.01, 0.02, 0.035, 0.06, 0.1]);
    const hertz = hertzFor(source);
    return ({ luma }, { time, inside }) => {
      if (!inside) return;
      const gain = 1 + swing * Math.sin(2 * Math.PI * hertz * (time - span.start));
      for (let i = 0; i < luma.length; i++) luma[i] = Math.min(235, Math.max(16, 16 + ((luma[i] ?? 16) - 16) * gain));
    };
  }),
};
