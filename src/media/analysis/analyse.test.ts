import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rename, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import { turnMp4 } from '../../../test/fixtures/turnedMp4.ts';
import type { Clip } from '../../core/clip.ts';
import type { Signals } from '../../core/signals.ts';
import { locateFfmpeg } from '../ffmpeg/location.ts';
import { probeClip } from '../probe/probe.ts';
import { analyseClip } from './analyse.ts';
import { createThreadedAnalysis } from './analysisThread.ts';
import { decodeSignals, encodeSignals } from './signalsFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-analyse-'));
afterAll(() => rmSync(folder, { recursive: true }));
const location = await locateFfmpeg({ setting: null, wasmFolders: [] });
const analyseInThread = createThreadedAnalysis();

const picture = (size: string, seconds = 2) => ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25:duration=${seconds}`];
const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=2'];
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

async function make(name: string, args: readonly string[]): Promise<Clip> {
  const path = join(folder, name);
  await runFfmpegTool([...args, path]);
  return probeClip(location, { path, hash: 'b'.repeat(64) }, {});
}

const all = (values: ArrayLike<number>) => Array.from(values);

describe('what one decode delivers', () => {
  let clip: Clip;
  let signals: Signals;
  beforeAll(async () => {
    clip = await make('plain.mp4', [...picture('640x360'), ...tone, ...x264, '-c:a', 'aac', '-shortest']);
    signals = await analyseClip(location, clip, {});
  });

  test('every frame at its exact time, with a value in every series', () => {
    expect(all(signals.frames.times)).toEqual(all(clip.frames.times));
    expect(signals.frames.end).toBe(clip.frames.end);
    for (const series of Object.values(signals.frames.series)) {
      expect(series).toHaveLength(50);
      expect(series.every(Number.isFinite)).toBe(true);
    }
  });

  test('sound in its own channels, as long as the clip', () => {
    expect(signals.audio?.channels).toBe(1);
    expect(signals.audio?.series.rms.length).toBeGreaterThanOrEqual(199);
    expect(signals.audio?.series.peak[100]).toBeCloseTo(0.125, 2);
  });

  test('a sheet of evenly spaced thumbnails', async () => {
    const { times, width, height, columns, jpeg } = signals.thumbnails;
    expect([width, height, columns, times.length]).toEqual([160, 90, 10, 50]);
    const sheet = join(folder, 'sheet.jpg');
    writeFileSync(sheet, jpeg);
    const { stdout } = await runFfmpegTool(['-i', sheet, '-vf', 'format=gray', '-f', 'rawvideo', '-']);
    expect(stdout).toHaveLength(1600 * 450);
  });

  test('the same again, number by number', async () => {
    expect(await analyseClip(location, clip, {})).toEqual(signals);
  });

  test('survives being written and read', () => {
    expect(decodeSignals(encodeSignals(signals))).toEqual(signals);
  });

  test('is not read when cut short, damaged or of another version', () => {
    const bytes = encodeSignals(signals);
    expect(decodeSignals(bytes.subarray(0, bytes.length - 1))).toBeNull();
    expect(decodeSignals(bytes.subarray(0, 20))).toBeNull();
    expect(decodeSignals(new Uint8Array())).toBeNull();
    const damaged = bytes.slice();
    damaged[2000] = (damaged[2000] ?? 0) ^ 1;
    expect(decodeSignals(damaged)).toBeNull();
    expect(decodeSignals(encodeSignals({ ...signals, version: signals.version + 1 }))).toBeNull();
  });
});

describe('shapes of material', () => {
  const SHAPES: Readonly<Record<string, () => string[]>> = {
    'uneven.mkv': () => [...picture('320x240'), '-vf', "select='lt(mod(n,7),4)'", '-fps_mode', 'vfr', ...x264],
    'late.mkv': () => [...picture('320x240'), ...tone, ...x264, '-c:a', 'libmp3lame', '-output_ts_offset', '5'],
    'portrait.mp4': () => [...picture('180x640'), ...x264],
    'tiny.mp4': () => [...picture('18x14'), ...x264],
    'odd.webm': () => [...picture('175x143'), '-c:v', 'libvpx', '-deadline', 'realtime'],
    'ten bit.mp4': () => [...picture('320x240'), '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le'],
    'b-frames.mp4': () => [...picture('320x240'), '-c:v', 'libx264', '-bf', '3', '-pix_fmt', 'yuv420p'],
    'two frames.mp4': () => [...picture('320x240', 0.08), ...x264],
    'surround.mkv': () => [...picture('320x240'), ...tone, ...x264, '-ac', '6', '-c:a', 'flac'],
  };
  test.each(Object.entries(SHAPES))('%s keeps its frame times', async (name, args) => {
    const clip = await make(name, args());
    const signals = await analyseClip(location, clip, {});
    expect(all(signals.frames.times)).toEqual(all(clip.frames.times));
    expect(signals.audio?.channels ?? 0).toBe(clip.audio?.channels ?? 0);
    expect(all(clip.frames.times)).toEqual(expect.arrayContaining(all(signals.thumbnails.times)));
    expect(signals.thumbnails.times[0]).toBe(clip.frames.times[0]);
  });

  test('a rotated picture is analysed as it is shown', async () => {
    const upright = await make('upright.mp4', [...picture('640x360'), ...x264]);
    const path = join(folder, 'rotated.mp4');
    turnMp4(upright.path, path, 90);
    const rotated = await probeClip(location, { path, hash: 'c'.repeat(64) }, {});
    const { thumbnails } = await analyseClip(location, rotated, {});
    expect([rotated.video.width, thumbnails.width, thumbnails.height]).toEqual([360, 90, 160]);
  });

  test('full-range and limited-range luma measure the same', async () => {
    const range = (full: string) => ['-vf', `scale=out_range=${full},format=yuv420p`, '-color_range', full];
    const limited = await make('limited.mp4', [...picture('320x240'), ...range('tv'), ...x264, '-crf', '1']);
    const full = await make('full.mp4', [...picture('320x240'), ...range('pc'), ...x264, '-crf', '1']);
    const [a, b] = await Promise.all([analyseClip(location, limited, {}), analyseClip(location, full, {})]);
    const differenceIn = (name: 'lumaMean' | 'sharpness') =>
      Math.abs((a.frames.series[name][25] ?? 0) - (b.frames.series[name][25] ?? 0));
    expect(differenceIn('lumaMean')).toBeLessThan(1.5);
    expect(differenceIn('sharpness')).toBeLessThan(2);
  });

  test('sound that starts late is at its time', async () => {
    const clip = await make('late sound.mp4', [...picture('320x240'), '-itsoffset', '0.7', ...tone, ...x264, '-c:a', 'aac']);
    const { audio } = await analyseClip(location, clip, {});
    const first = all(audio?.series.peak ?? []).findIndex((peak) => peak > 0.05);
    expect(first / 100).toBeCloseTo(0.7, 1);
  });
});

describe('what can go wrong', () => {
  test('an abort ends it with the reason and nothing else', async () => {
    const clip = await make('long.mp4', [...picture('1280x720', 8), ...x264]);
    const abort = new AbortController();
    const running = analyseClip(location, clip, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    const inWorker = new AbortController();
    const worked = analyseInThread(location, clip, { signal: inWorker.signal, onProgress: () => inWorker.abort() });
    await expect(worked).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('a clip that went away or changed says so, through the worker as well', async () => {
    const clip = await make('gone.mp4', [...picture('320x240'), ...x264]);
    const changed = { ...clip, size: clip.size + 1 };
    await expect(analyseClip(location, changed, {})).rejects.toMatchObject({ code: 'clip/changed' });
    await unlink(clip.path);
    await expect(analyseClip(location, clip, {})).rejects.toMatchObject({ code: 'clip/not-found' });
    await expect(analyseInThread(location, clip, {})).rejects.toMatchObject({
      code: 'clip/not-found',
      userMessage: 'The clip was moved or deleted while it was being analysed.',
    });
  });

  test('a clip damaged after its probe is not judged on half its frames', async () => {
    const clip = await make('whole.mkv', [...picture('320x240', 4), ...x264, '-g', '25']);
    const { stdout } = await runFfmpegTool(['-i', clip.path, '-c', 'copy', '-t', '1.5', '-f', 'matroska', '-']);
    const damaged = Buffer.concat([stdout, Buffer.alloc(Math.max(0, clip.size - stdout.length))]);
    const path = join(folder, 'damaged.mkv');
    writeFileSync(path, damaged);
    await rename(path, clip.path);
    const analysed = analyseClip(location, { ...clip, size: statSync(clip.path).size }, {});
    await expect(analysed).rejects.toMatchObject({ code: 'clip/truncated' });
  });

  test('the worker delivers what the function delivers, and its progress', async () => {
    const clip = await make('worker.mp4', [...picture('320x240'), ...x264]);
    const fractions: number[] = [];
    const signals = await analyseInThread(location, clip, { onProgress: (fraction) => fractions.push(fraction) });
    expect(signals).toEqual(await analyseClip(location, clip, {}));
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  });
});
