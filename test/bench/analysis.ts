import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseClip } from '../../src/media/analysis/analyse.ts';
import { type FfmpegLocation, locateFfmpeg } from '../../src/media/ffmpeg/location.ts';
import { probeClip } from '../../src/media/probe/probe.ts';
import { ROOT } from '../../src/setup/places.mjs';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';
import { type Cost, costOf, least } from './cpuTime.ts';

const SIZES = [
  { name: '720p', size: '1280x720', bitrate: '4M' },
  { name: '1080p', size: '1920x1080', bitrate: '8M' },
  { name: '4K', size: '3840x2160', bitrate: '25M' },
];
/** A real film, where it is present. */
const FILM = { name: '720p film', path: join(ROOT, '../shared/footage/real/mpy_big_buck_bunny_0_30.webm') };
const SECONDS = 10;
const ROUNDS = 5;
/** Analyses after which the JavaScript engine has compiled what runs often, and no more. */
const WARM_UP = 5;

export interface AnalysisRow {
  readonly name: string;
  /** Seconds of clip time. */
  readonly duration: number;
  readonly megabytes: number;
  readonly decode: Cost;
  readonly analysis: Cost;
  /** One ffmpeg after the other, each with its filters. */
  readonly passes: Cost;
}

/**
 * What a script would run for a part of what the one decode delivers, each on its own: shot changes, light and colour, detail and
 * movement, frozen and black pictures, loudness and sound levels, thumbnails. The costly filters see a small picture.
 */
const PASSES: readonly (readonly string[])[] = [
  ['-an', '-vf', 'scdet=threshold=10'],
  ['-an', '-vf', 'scale=320:-2,signalstats'],
  ['-an', '-vf', 'scale=320:-2,siti'],
  ['-an', '-vf', 'freezedetect=n=-60dB:d=0.3'],
  ['-an', '-vf', 'blackdetect=d=0.1'],
  ['-vn', '-af', 'ebur128=peak=true:framelog=verbose,astats'],
  ['-an', '-vf', 'fps=4,scale=160:-2,tile=10x10'],
];

async function runPasses(file: string): Promise<void> {
  for (const filters of PASSES) await runFfmpegTool(['-i', file, ...filters, '-f', 'null', '-']);
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
 * The cheapest of five rounds of decoding and analysis, in turns, so that whatever disturbs the machine disturbs both alike; the
 * separate passes, which take far longer, run once.
 */
async function measureClip(location: FfmpegLocation, name: string, file: string): Promise<AnalysisRow> {
  const clip = await probeClip(location, { path: file, hash: '0'.repeat(64) }, {});
  const decodes: Cost[] = [];
  const analyses: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    decodes.push(await costOf(() => runFfmpegTool(['-i', file, '-f', 'null', '-'])));
    analyses.push(await costOf(() => analyseClip(location, clip, {})));
  }
  const passes = await costOf(() => runPasses(file));
  const megabytes = (await stat(file)).size / 1e6;
  return {
    name,
    duration: clip.duration,
    megabytes,
    decode: least(decodes),
    analysis: least(analyses),
    passes,
  };
}

/** What the first analyses of a process cost, one after the other. */
async function warmUp(location: FfmpegLocation, file: string): Promise<Cost[]> {
  const clip = await probeClip(location, { path: file, hash: '0'.repeat(64) }, {});
  const costs: Cost[] = [];
  for (let run = 0; run < WARM_UP; run++) costs.push(await costOf(() => analyseClip(location, clip, {})));
  return costs;
}

/**
 * What the analysis of a clip costs, beside what its mere decoding costs (`ffmpeg -f null -` on the same file) and what a script of
 * separate passes would: once code is compiled, and how much more the first clips of a process cost until then.
 */
export async function measureAnalysis(): Promise<{ readonly rows: AnalysisRow[]; readonly first: Cost[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-bench-'));
  try {
    const location = await locateFfmpeg({ setting: null, wasmFolders: [] });
    const rows: AnalysisRow[] = [];
    let first: Cost[] = [];
    for (const { name, size, bitrate } of SIZES) {
      const file = join(folder, `${name}.mp4`);
      await makeClip(size, bitrate, file);
      if (first.length === 0) first = await warmUp(location, file);
      rows.push(await measureClip(location, name, file));
    }
    if (existsSync(FILM.path)) rows.push(await measureClip(location, FILM.name, FILM.path));
    return { rows, first };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
