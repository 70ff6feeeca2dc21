import { levelOf } from '../faultBench/level.ts';
import { byStrength, type Fault, soundFilter } from './fault.ts';

export const loudness: Fault = {
  operator: 'loudness',
  title: 'A sound track far below any delivery level',
  strengths: ['−32 LUFS', '−34 LUFS', '−37 LUFS', '−41 LUFS', '−46 LUFS'],
  needs: 'sound',
  whole: true,
  excluded: {
    'mdn_elf.mp4@0.5+4': 'One knock stands so far above all else that the rest stays too quiet however far it is raised.',
  },
  async inject(source, strength, span, target) {
    const level = await levelOf(['-i', source.path]);
    const gain = byStrength(strength, [-32, -34, -37, -41, -46]) - (level?.loudness ?? 0);
    await soundFilter(() => `volume=${gain.toFixed(2)}dB`)(source, strength, span, target);
  },
};
