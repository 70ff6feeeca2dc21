import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import { byStrength, type Fault, soundFilter } from './fault.ts';

/** Integrated loudness in LUFS, as ffmpeg measures it. */
async function loudnessOf(path: string): Promise<number> {
  const { stderr } = await runFfmpegTool(['-i', path, '-af', 'ebur128=framelog=verbose', '-vn', '-f', 'null', '-']);
  return Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1] ?? -70);
}

export const loudness: Fault = {
  operator: 'loudness',
  title: 'A sound track far below any delivery level',
  strengths: ['−32 LUFS', '−34 LUFS', '−37 LUFS', '−41 LUFS', '−46 LUFS'],
  needs: 'sound',
  whole: true,
  async inject(source, strength, span, target) {
    const gain = byStrength(strength, [-32, -34, -37, -41, -46]) - (await loudnessOf(source.path));
    await soundFilter(() => `volume=${gain.toFixed(2)}dB`)(source, strength, span, target);
  },
};
