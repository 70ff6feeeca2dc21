import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testedFfmpeg } from '../../../test/fixtures/analysedClip.ts';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import { locateFfmpeg } from '../ffmpeg/location.ts';
import { probeClip } from '../probe/probe.ts';
import { analyseClip } from './analyse.ts';

/** The whole decode, with every treatment, by the WebAssembly build: what it delivers is what a native ffmpeg delivers. */

const folder = mkdtempSync(join(tmpdir(), 'evalverse-wasm-analysis-'));
afterAll(() => rmSync(folder, { recursive: true }));
const core = join(import.meta.dirname, '../../../node_modules/@ffmpeg/core');
const wasm = await locateFfmpeg({ setting: core, wasmFolders: [] });

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=1'];
const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100:duration=1'];
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];

test.each([
  ['stereo.mp4', [...picture, ...sound, ...x264, '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ac', '2']],
  ['5.1.mkv', [...picture, ...sound, ...x264, '-pix_fmt', 'yuv420p', '-af', 'aformat=channel_layouts=5.1', '-c:a', 'flac']],
  [
    'hdr.mkv',
    [
      ...[...picture, '-vf', 'setparams=color_trc=smpte2084:color_primaries=bt2020:colorspace=bt2020nc'],
      ...[...x264, '-pix_fmt', 'yuv420p10le'],
    ],
  ],
  [
    'fields.mp4',
    [...picture, '-vf', 'interlace=scan=tff', '-flags', '+ildct+ilme', ...x264, '-x264opts', 'tff=1', '-pix_fmt', 'yuv420p'],
  ],
  ['transparent.mov', [...picture, '-vf', 'format=yuva444p,colorchannelmixer=aa=0.5', '-c:v', 'prores_ks']],
  ['animation.gif', picture],
])('%s', async (name, args) => {
  const path = join(folder, name);
  await runFfmpegTool([...args, path]);
  const clip = await probeClip(wasm, { path, hash: 'a'.repeat(64) }, {});
  const native = await analyseClip(testedFfmpeg, clip, {});
  const signals = await analyseClip(wasm, clip, {});
  expect(signals).toMatchObject({ limitations: [], damage: [], decoder: { build: 'wasm' } });
  expect(signals.frames.times).toEqual(native.frames.times);
  expect(signals.tiles.times).toEqual(native.tiles.times);
  expect(signals.thumbnails).toMatchObject({ times: native.thumbnails.times, width: 160, height: 90 });
  expect(signals.thumbnails.jpeg.length).toBeGreaterThan(1000);
  for (const frame of [0, 7]) {
    const [ours, theirs] = [signals, native].map(({ frames }) => frames.series.lumaMean[frame] ?? Number.NaN);
    expect(Math.abs((ours ?? 0) - (theirs ?? Number.NaN))).toBeLessThan(1);
  }
  // Newer releases cut off what the encoder padded its last packet with.
  const [hops = 0, nativeHops = 0] = [signals, native].map(({ audio }) => audio?.series.rms.length);
  expect(Math.abs(hops - nativeHops)).toBeLessThanOrEqual(3);
  if (signals.audio) expect(signals.audio.series.rms[50]).toBeCloseTo(native.audio?.series.rms[50] ?? Number.NaN, 3);
});
