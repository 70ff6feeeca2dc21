import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseClip } from '../../src/media/analysis/analyse.ts';
import { locateFfmpeg } from '../../src/media/ffmpeg/location.ts';
import { probeClip } from '../../src/media/probe/probe.ts';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';
import { type Cost, costOf, least } from './cpuTime.ts';

const SIZES = [
  { name: '720p', size: '1280x720', bitrate: '4M' },
  { name: '1080p', size: '1920x1080', bitrate: '8M' },
  { name: '4K', size: '3840x2160', bitrate: '25M' },
];
const SECONDS = 10;
const ROUNDS = 3;

export interface AnalysisRow {
  readonly name: string;
  /** Seconds of clip time. */
  readonly duration: number;
  readonly megabytes: number;
  readonly decode: Cost;
  readonly analysis: Cost;
}

/** A moving, grainy picture in H.264 at the bit rate that such clips usually have, with sound in AAC, 30 frames a second. */
async function makeClip(size: string, bitrate: string, file: string): Promise<void> {
  await runFfmpegTool([
    ...['-f', 'lavfi', '-i', `gradients=size=${size}:rate=30:speed=0.03:duration=${SECONDS},noise=alls=4:allf=t`],
    ...['-f', 'lavfi', '-i', `sine=frequency=330:sample_rate=48000:duration=${SECONDS}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', bitrate, '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-shortest', file],
  ]);
}

/**
 * What the analysis of a clip costs, beside what its mere decoding costs: `ffmpeg -f null -` on the same file, in turns, the least
 * of three rounds of each.
 */
export async function measureAnalysis(): Promise<AnalysisRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-bench-'));
  try {
    const location = await locateFfmpeg({ setting: null, wasmFolders: [] });
    const rows: AnalysisRow[] = [];
    for (const { name, size, bitrate } of SIZES) {
      const file = join(folder, `${name}.mp4`);
      await makeClip(size, bitrate, file);
      const clip = await probeClip(location, { path: file, hash: '0'.repeat(64) }, {});
      const decodes: Cost[] = [];
      const analyses: Cost[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        decodes.push(await costOf(() => runFfmpegTool(['-i', file, '-f', 'null', '-'])));
        analyses.push(await costOf(() => analyseClip(location, clip, {})));
      }
      const megabytes = (await stat(file)).size / 1e6;
      rows.push({ name, duration: clip.duration, megabytes, decode: least(decodes), analysis: least(analyses) });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
