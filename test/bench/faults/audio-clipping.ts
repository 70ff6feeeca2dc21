import { bytesAsSamples, runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import type { PatchyFault } from '../faultBench/patchyFault.ts';
import { byStrength, SAMPLE_RATE, type Strength, sampleFilter } from './fault.ts';

const DECIBELS_OVER = [2, 4, 6, 10, 15] as const;

function gainFor(part: Float32Array, strength: Strength): number {
  const peak = part.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 1e-4);
  return 10 ** (byStrength(strength, DECIBELS_OVER) / 20) / peak;
}

export const audioClipping: PatchyFault = {
  operator: 'audio-clipping',
  title: 'Sound driven into full scale',
  strengths: ['2 dB over', '4 dB over', '6 dB over', '10 dB over', '15 dB over'],
  needs: 'sound',
  inject: sampleFilter(({ interleaved, channels, from, to }, { strength }) => {
    const part = interleaved.subarray(from * channels, to * channels);
    const gain = gainFor(part, strength);
    for (const [i, sample] of part.entries()) part[i] = Math.min(1, Math.max(-1, sample * gain));
  }),
  async extent(source, strength, span) {
    const cut = ['-ss', String(span.start), '-t', String(span.end - span.start), '-i', source.path, '-vn'];
    const { stdout } = await runFfmpegTool([...cut, '-f', 'f32le', '-']);
    const part = bytesAsSamples(stdout);
    const gain = gainFor(part, strength);
    const isOver = (sample: number) => Math.abs(sample * gain) > 1;
    const at = (index: number) => span.start + index / (source.channels ?? 1) / SAMPLE_RATE;
    return { start: at(part.findIndex(isOver)), end: at(part.findLastIndex(isOver) + 1) };
  },
};
