import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import { locateFfmpeg } from '../ffmpeg/location.ts';
import { probeClip } from '../probe/probe.ts';
import { copyExtension, writePlaybackCopy, writeSoundCopy } from './playbackCopy.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-playback-'));
afterAll(() => rmSync(folder, { recursive: true }));
const location = await locateFfmpeg({ setting: null, wasmFolders: [] });

const picture = (rate: string) => ['-f', 'lavfi', '-i', `testsrc2=size=175x120:rate=${rate}:duration=2`];
const tenChannels = ['-f', 'lavfi', '-i', `aevalsrc=${Array(10).fill('0.1*sin(2*PI*440*t)').join('|')}:d=2:s=48000`];
const probe = (path: string) => probeClip(location, { path, hash: 'a'.repeat(64) }, {});

test.each([
  ['animation.gif', picture('10')],
  ['uneven.mkv', [...picture('25'), '-vf', "select='lt(mod(n,7),4)'", '-fps_mode', 'vfr', '-c:v', 'ffv1']],
  ['film.mov', [...picture('24000/1001'), '-c:v', 'prores_ks']],
  [
    'late.mkv',
    [...picture('25'), '-f', 'lavfi', '-i', 'sine=duration=2', '-c:v', 'ffv1', '-c:a', 'ac3', '-output_ts_offset', '4'],
  ],
  ['ten channels.mov', [...picture('25'), ...tenChannels, '-c:v', 'prores_ks', '-c:a', 'pcm_s16le']],
])('a copy of %s plays everywhere, frame for frame at its clip time', async (name, args) => {
  const path = join(folder, name);
  await runFfmpegTool([...args, path]);
  const original = await probe(path);
  const target = join(folder, `${name}.copy.mp4`);
  await writePlaybackCopy(location, original, target, {});
  const copy = await probe(target);
  expect(copy.video).toMatchObject({ codec: 'h264', pixelFormat: 'yuv420p' });
  expect(copy.audio?.codec ?? null).toBe(original.audio ? 'mp3' : null);
  expect(copy.startTime).toBeLessThan(0.06);
  expect(copy.frames.times).toHaveLength(original.frames.times.length);
  for (const [index, time] of original.frames.times.entries()) {
    expect((copy.frames.times[index] ?? 0) + copy.startTime).toBeCloseTo(time, 3);
  }
});

test.each([
  ['b-frames.mp4', ['-c:v', 'libx264', '-bf', '3', '-c:a', 'ac3']],
  ['vp9.webm', ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-c:a', 'libopus']],
  ['vp8.webm', ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus']],
  ['late h264.mkv', ['-c:v', 'libx264', '-bf', '3', '-c:a', 'aac', '-output_ts_offset', '4']],
])('a copy of %s with other sound has the same frames at the same times', async (name, codecs) => {
  const path = join(folder, name);
  await runFfmpegTool([...picture('24'), '-f', 'lavfi', '-i', 'sine=duration=2', ...codecs, path]);
  const original = await probe(path);
  const target = join(folder, `${name}.copy${copyExtension(original, 'sound')}`);
  await writeSoundCopy(location, original, target, {});
  const copy = await probe(target);
  expect([copy.video.codec, copy.audio?.codec]).toEqual([original.video.codec, target.endsWith('.mp4') ? 'mp3' : 'flac']);
  expect(copy.frames.times).toHaveLength(original.frames.times.length);
  for (const [index, time] of original.frames.times.entries()) {
    expect(Math.abs((copy.frames.times[index] ?? 0) + copy.startTime - time)).toBeLessThan(0.002);
  }
});
