import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import { byStrength, type Fault } from './fault.ts';

export const streamDamage: Fault = {
  operator: 'stream-damage',
  title: 'Bytes of the coded picture are overwritten',
  strengths: ['one byte in 20 000', 'one in 5000', 'one in 1000', 'one in 200', 'one in 30'],
  seconds: 0.4,
  inject: async ({ path }, strength, { start, end }, target) => {
    const distance = byStrength(strength, [20_000, 5000, 1000, 200, 30]);
    const inside = `between(pts*tb,${(start - 1e-3).toFixed(6)},${(end - 1e-3).toFixed(6)})`;
    await runFfmpegTool(['-i', path, '-c', 'copy', '-bsf:v', `noise=amount='if(${inside},${distance},0)'`, target]);
  },
};
