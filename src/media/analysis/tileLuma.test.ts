import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testedFfmpeg } from '../../../test/fixtures/analysedClip.ts';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import { probeClip } from '../probe/probe.ts';
import { analyseClip } from './analyse.ts';
import { tileRange } from './tileLuma.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-tile-range-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The same picture, whose luma runs from black to white, coded in a range. */
async function analysed(name: string, range: 'tv' | 'pc', format: string) {
  const path = join(folder, name);
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=10:duration=0.5'];
  await runFfmpegTool([...source, '-vf', `scale=out_range=${range},format=${format}`, '-c:v', 'ffv1', path]);
  const clip = await probeClip(testedFfmpeg, { path, hash: 'b'.repeat(64) }, {});
  const { frames, tiles } = await analyseClip(testedFfmpeg, clip, {});
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const { structure, sharpness4 } = frames.series;
  return { video: clip.video, means: [structure, sharpness4, tiles.series.edgeWidth, tiles.series.detailFrequency].map(mean) };
}

test('a picture measures the same in every range, however its tiles are delivered', async () => {
  const limited = await analysed('limited.mkv', 'tv', 'yuv420p');
  const full = await analysed('full.mkv', 'pc', 'yuv420p');
  const deep = await analysed('deep.mkv', 'tv', 'yuv420p10le');
  expect([limited, full, deep].map(({ video }) => video.range)).toEqual(['limited', 'full', 'limited']);
  expect([limited, full, deep].map(({ video }) => tileRange(video))).toEqual(['limited', 'full', 'full']);
  for (const { means } of [full, deep]) {
    for (const [index, mean] of means.entries()) expect(Math.abs(mean / (limited.means[index] ?? 0) - 1)).toBeLessThan(0.02);
  }
});
