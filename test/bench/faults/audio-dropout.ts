import type { Fault } from './fault.ts';
import { sampleFilter } from './fault.ts';

export const audioDropout: Fault = {
  operator: 'audio-dropout',
  title: 'A hole in the sound',
  strengths: ['20 ms', '40 ms', '80 ms', '150 ms', '300 ms'],
  needs: 'sound',
  seconds: [0.02, 0.04, 0.08, 0.15, 0.3],
  inject: sampleFilter(({ interleaved, channels, from, to }) => interleaved.fill(0, from * channels, to * channels)),
};
