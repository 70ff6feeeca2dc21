import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import type { PatchyFault } from '../faultBench/patchyFault.ts';
import { byStrength, type Fault } from './fault.ts';

const damage: Fault['inject'] = async ({ path }, strength, { start, end }, target) => {
  const distance = byStrength(strength, [20_000, 5000, 1000, 200, 30]);
  const inside = `between(pts*tb,${(start - 1e-3).toFixed(6)},${(end - 1e-3).toFixed(6)})`;
  await runFfmpegTool(['-i', path, '-c', 'copy', '-bsf:v', `noise=amount='if(${inside},${distance},0)'`, target]);
};

export const streamDamage: PatchyFault = {
  operator: 'stream-damage',
  title: 'Bytes of the coded picture are overwritten',
  strengths: ['one byte in 20 000', 'one in 5000', 'one in 1000', 'one in 200', 'one in 30'],
  seconds: 0.4,
  inject: damage,
  /** Frames that a decoder gives up behind the overwritten ones are missing as well: the damage ends with the next one that it gives. */
  async extent(source, strength, span) {
    const damaged = join(tmpdir(), `${randomUUID()}.mov`);
    try {
      await damage(source, strength, span, damaged);
      const hashes = ['-map', '0:v', '-fps_mode', 'passthrough', '-f', 'framehash', '-hash', 'adler32', '-'];
      const { stdout } = await runFfmpegTool(['-i', damaged, ...hashes]);
      const given = stdout
        .toString()
        .split('\n')
        .filter((line) => /^0,/.test(line))
        .map((line) => source.frameTimes[Number(line.split(',')[2])] ?? source.duration);
      return { start: span.start, end: given.find((time) => time > span.end - 1e-3) ?? source.duration };
    } finally {
      await rm(damaged, { force: true });
    }
  },
};
