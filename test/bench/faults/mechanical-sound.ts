import { byStrength, type Fault, SAMPLE_RATE, sampleFilter } from './fault.ts';

const MAINS = 50;

export const mechanicalSound: Fault = {
  operator: 'mechanical-sound',
  title: 'Mains hum of 50 Hz with its harmonics',
  strengths: ['−60 dBFS', '−54 dBFS', '−48 dBFS', '−42 dBFS', '−36 dBFS'],
  needs: 'sound',
  whole: true,
  inject: sampleFilter(({ interleaved, channels }, { strength }) => {
    // Harmonics 1 / n together have 1.23 times the power of the first.
    const amplitude = Math.sqrt(2 / 1.23) * 10 ** (byStrength(strength, [-60, -54, -48, -42, -36]) / 20);
    for (let n = 0; n * channels < interleaved.length; n++) {
      let hum = 0;
      for (let k = 1; k <= 8; k++) hum += Math.sin((2 * Math.PI * MAINS * k * n) / SAMPLE_RATE + k) / k;
      for (let c = 0; c < channels; c++) {
        const i = n * channels + c;
        interleaved[i] = Math.min(1, Math.max(-1, (interleaved[i] ?? 0) + amplitude * hum));
      }
    }
  }),
};
