import { byStrength, type Fault, SAMPLE_RATE, soundFilter } from './fault.ts';

export const bandwidth: Fault = {
  operator: 'bandwidth',
  title: 'Sound that went through a lower sample rate',
  strengths: ['up to 7.5 kHz', 'up to 6 kHz', 'up to 5 kHz', 'up to 4 kHz', 'up to 3.2 kHz'],
  needs: 'sound',
  whole: true,
  inject: soundFilter(
    ({ strength }) => `aresample=${byStrength(strength, [15_000, 12_000, 10_000, 8000, 6400])},aresample=${SAMPLE_RATE}`,
  ),
};
