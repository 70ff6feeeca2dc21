import { byStrength, type Fault, soundFilter } from './fault.ts';

export const noiseFloor: Fault = {
  operator: 'noise-floor',
  title: 'White hiss under everything',
  strengths: ['−66 dBFS', '−60 dBFS', '−54 dBFS', '−48 dBFS', '−42 dBFS'],
  needs: 'pauses',
  whole: true,
  inject: soundFilter(({ source, strength }) => {
    // Uniform white noise of amplitude a has a root mean square of a / √3.
    const amplitude = Math.sqrt(3) * 10 ** (byStrength(strength, [-66, -60, -54, -48, -42]) / 20);
    const channels = Array.from(
      { length: source.channels ?? 1 },
      (_, c) => `val(${c})+${amplitude.toFixed(6)}*(2*random(${c})-1)`,
    );
    return `aeval='${channels.join('|')}':c=same`;
  }),
};
