import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import { byStrength, type Fault, PCM } from './fault.ts';

export const audioLength: Fault = {
  operator: 'audio-length',
  title: 'The sound track ends before the picture',
  strengths: ['0.15 s before', '0.3 s before', '0.6 s before', '1 s before', '1.5 s before'],
  needs: 'sound',
  whole: true,
  async inject(source, strength, _span, target) {
    const end = Math.max(0.1, source.duration - byStrength(strength, [0.15, 0.3, 0.6, 1, 1.5]));
    await runFfmpegTool(['-i', source.path, '-c:v', 'copy', '-af', `atrim=end=${end.toFixed(6)}`, ...PCM, target]);
  },
};
