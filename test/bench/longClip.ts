/**
 * Analyses a clip of two hours (or as many minutes as are given, in the given size) and prints how fast it goes and how the
 * memory of this process and of ffmpeg grows on the way:
 *
 *     node test/bench/longClip.ts [minutes] [width x height]
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { analyseClip } from '../../src/media/analysis/analyse.ts';
import { encodeSignals } from '../../src/media/analysis/signalsFile.ts';
import { locateFfmpeg } from '../../src/media/ffmpeg/location.ts';
import { probeClip } from '../../src/media/probe/probe.ts';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';

const minutes = Number(process.argv[2] ?? 120);
const size = process.argv[3] ?? '640x360';
const folder = await mkdtemp(join(tmpdir(), 'evalverse-long-clip-'));
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

/** Resident bytes of the ffmpeg programs that this process started. */
async function ffmpegMemory(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,rss=,comm=']);
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([parent, , name]) => parent === String(process.pid) && name?.startsWith('ff'))
    .reduce((sum, [, kilobytes]) => sum + 1024 * Number(kilobytes), 0);
}

try {
  const [piece, path] = [join(folder, 'piece.mkv'), join(folder, 'long.mkv')];
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25:duration=10`];
  const sound = ['-f', 'lavfi', '-i', 'sine=sample_rate=48000:duration=10'];
  const coded = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '35', '-pix_fmt', 'yuv420p', '-c:a', 'pcm_u8'];
  await runFfmpegTool([...picture, ...sound, ...coded, piece]);
  await runFfmpegTool(['-stream_loop', String(Math.round(6 * minutes) - 1), '-i', piece, '-c', 'copy', path]);

  const location = await locateFfmpeg({ setting: null, wasmFolders: [] });
  const clip = await probeClip(location, { path, hash: '0'.repeat(64) }, {});
  const frames = clip.frames.times.length;
  console.log(`${minutes} min of ${size}, ${frames} frames; after the probe ${megabytes(process.memoryUsage.rss())}`);
  const begin = performance.now();
  const seconds = () => (performance.now() - begin) / 1000;
  let told = 0;
  let largest = 0;
  const signals = await analyseClip(location, clip, {
    onProgress: (fraction) => {
      if (fraction < told + 0.1) return;
      told = fraction;
      const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
      void ffmpegMemory().then((bytes) => {
        largest = Math.max(largest, bytes);
        console.log(
          `${Math.round(100 * fraction)} %, ${Math.round(seconds())} s: ${megabytes(rss)} (heap ${megabytes(heapUsed)}, buffers ${megabytes(arrayBuffers)}), ffmpeg ${megabytes(bytes)}`,
        );
      });
    },
  });
  const took = seconds();
  const { length } = encodeSignals(signals);
  console.log(
    `${Math.round(took)} s, ${(clip.duration / took).toFixed(1)} × real time, ${((1000 * took) / frames).toFixed(2)} ms a frame; signals ${megabytes(length)}; at most ${megabytes(process.resourceUsage().maxRSS * 1024)}, ffmpeg ${megabytes(largest)}`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
