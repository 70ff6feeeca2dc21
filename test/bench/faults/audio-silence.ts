import { byStrength, type Fault, sampleFilter } from './fault.ts';

export const audioSilence: Fault = {
  operator: 'audio-silence',
  title: 'A sound track with next to nothing on it',
  strengths: ['peak at −50 dBFS', '−56 dBFS', '−64 dBFS', '−75 dBFS', 'digital silence'],
  needs: 'sound',
  whole: true,
  inject: sampleFilter(({ interleaved }, { strength }) => {
    const peak = interleaved.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 1e-4);
    const gain = 10 ** (byStrength(strength, [-50, -56, -64, -75, Number.NEGATIVE_INFINITY]) / 20) / peak;
    for (const [i, sample] of interleaved.entries()) interleaved[i] = sample * gain;
  }),
};
