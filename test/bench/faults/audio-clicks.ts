import { byStrength, type Fault, sampleFilter } from './fault.ts';

/** A pulse and its swing back: three samples. */
const PULSE = [1, -0.6, 0.2];

export const audioClicks: Fault = {
  operator: 'audio-clicks',
  title: 'A click of three samples',
  strengths: ['−36 dBFS', '−30 dBFS', '−24 dBFS', '−18 dBFS', '−12 dBFS'],
  needs: 'sound',
  seconds: 0.01,
  inject: sampleFilter(({ interleaved, channels, from }, { strength }) => {
    const level = 10 ** (byStrength(strength, [-36, -30, -24, -18, -12]) / 20);
    for (const [n, x] of PULSE.entries()) {
      for (let c = 0; c < channels; c++) {
        const i = (from + 200 + n) * channels + c;
        interleaved[i] = Math.min(1, Math.max(-1, (interleaved[i] ?? 0) + level * x));
      }
    }
  }),
};
