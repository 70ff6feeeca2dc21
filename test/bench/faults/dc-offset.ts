import { byStrength, type Fault, sampleFilter } from './fault.ts';

export const dcOffset: Fault = {
  operator: 'dc-offset',
  title: 'The waveform is moved off its rest',
  strengths: ['by 1.5 %', 'by 3 %', 'by 6 %', 'by 12 %', 'by 24 %'],
  needs: 'sound',
  inject: sampleFilter(({ interleaved, channels, from, to }, { strength }) => {
    const offset = byStrength(strength, [0.015, 0.03, 0.06, 0.12, 0.24]);
    for (let i = from * channels; i < to * channels; i++) {
      interleaved[i] = Math.min(1, Math.max(-1, (interleaved[i] ?? 0) + offset));
    }
  }),
};
