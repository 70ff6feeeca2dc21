/**
 * Analyses a clip of two hours (or as many minutes as are given) and prints how long it takes and how memory grows on the way:
 *
 *     node test/bench/longClip.ts [minutes]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseClip } from '../../src/media/analysis/analyse.ts';
import { encodeSignals } from '../../src/media/analysis/signalsFile.ts';
import { locateFfmpeg } from '../../src/media/ffmpeg/location.ts';
import { probeClip } from '../../src/media/probe/probe.ts';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';

const minutes = Number(process.argv[2] ?? 120);
const folder = await mkdtemp(join(tmpdir(), 'evalverse-long-clip-'));
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
try {
  const [piece, path] = [join(folder, 'piece.mkv'), join(folder, 'long.mkv')];
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=192x108:rate=25:duration=10'];
  const sound = ['-f', 'lavfi', '-i', 'sine=sample_rate=48000:duration=10'];
  const coded = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '35', '-c:a', 'pcm_u8'];
  await runFfmpegTool([...picture, ...sound, ...coded, piece]);
  await runFfmpegTool(['-stream_loop', String(6 * minutes - 1), '-i', piece, '-c', 'copy', path]);

  const location = await locateFfmpeg({ setting: null, wasmFolders: [] });
  const clip = await probeClip(location, { path, hash: '0'.repeat(64) }, {});
  console.log(`${minutes} min, ${clip.frames.times.length} frames; after the probe ${megabytes(process.memoryUsage.rss())}`);
  const begin = performance.now();
  let told = 0;
  const signals = await analyseClip(location, clip, {
    onProgress: (fraction) => {
      if (fraction < told + 0.1) return;
      told = fraction;
      console.log(`${Math.round(100 * fraction)} %: ${megabytes(process.memoryUsage.rss())}`);
    },
  });
  const seconds = (performance.now() - begin) / 1000;
  const { length } = encodeSignals(signals);
  console.log(
    `${Math.round(clip.duration / seconds)} × real time; signals ${megabytes(length)}, at most ${megabytes(process.resourceUsage().maxRSS * 1024)}`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
