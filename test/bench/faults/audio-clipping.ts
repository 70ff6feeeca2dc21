import { byStrength, type Fault, sampleFilter } from './fault.ts';

export const audioClipping: Fault = {
  operator: 'audio-clipping',
  title: 'Sound driven into full scale',
  strengths: ['2 dB over', '4 dB over', '6 dB over', '10 dB over', '15 dB over'],
  needs: 'sound',
  inject: sampleFilter(({ interleaved, channels, from, to }, { strength }) => {
    const part = interleaved.subarray(from * channels, to * channels);
    const peak = part.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 1e-4);
    const gain = 10 ** (byStrength(strength, [2, 4, 6, 10, 15]) / 20) / peak;
    for (const [i, sample] of part.entries()) part[i] = Math.min(1, Math.max(-1, sample * gain));
  }),
};
