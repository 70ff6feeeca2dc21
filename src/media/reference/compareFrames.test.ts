import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import type { Clip } from '../../core/clip.ts';
import { type FfmpegLocation, locateFfmpeg } from '../ffmpeg/location.ts';
import { probeClip } from '../probe/probe.ts';
import { compareFrames } from './compareFrames.ts';

let folder: string;
let location: FfmpegLocation;
let original: Clip;
let halfSize: Clip;
let damaged: Clip;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-fidelity-'));
  location = await locateFfmpeg({ setting: null, wasmFolders: [] });
  const make = async (name: string, filters: string): Promise<Clip> => {
    const path = join(folder, name);
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=10:duration=2'];
    await runFfmpegTool([...source, '-vf', filters, '-c:v', 'libx264', '-qp', '0', '-pix_fmt', 'yuv420p', path]);
    return probeClip(location, { path, hash: '0'.repeat(64) }, {});
  };
  original = await make('original.mp4', 'null');
  halfSize = await make('half.mp4', 'scale=160:90');
  damaged = await make('damaged.mp4', "gblur=sigma=4:enable='gte(t,1)'");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('frames compared with those of a reference', () => {
  it('are the same in the same clip', async () => {
    const { times, psnr, ssim, motionDifference } = await compareFrames(location, original, original);
    expect([...times]).toEqual(Array.from({ length: 20 }, (_, i) => expect.closeTo(i / 10, 5)));
    expect(new Set(psnr)).toEqual(new Set([100]));
    expect(Math.min(...ssim)).toBeCloseTo(1, 5);
    expect(new Set(motionDifference)).toEqual(new Set([0]));
  });

  it('are the same where another container has rounded their times', async () => {
    const path = join(folder, 'exact.mp4');
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=24:duration=2'];
    await runFfmpegTool([...source, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', path]);
    const rounded = join(folder, 'in milliseconds.mkv');
    await runFfmpegTool(['-i', path, '-c', 'copy', rounded]);
    const [one, other] = await Promise.all(
      [path, rounded].map((file) => probeClip(location, { path: file, hash: '0'.repeat(64) }, {})),
    );
    if (!one || !other) throw new Error('two clips were made');
    for (const [clip, reference] of [
      [one, other],
      [other, one],
    ] as const) {
      const { times, psnr } = await compareFrames(location, clip, reference);
      expect([...times]).toEqual([...clip.frames.times].map((time) => expect.closeTo(time, 4)));
      expect(new Set(psnr)).toEqual(new Set([100]));
    }
  });

  it('end where the shorter of both ends', async () => {
    const path = join(folder, 'first second.mp4');
    await runFfmpegTool(['-i', original.path, '-t', '1', '-c', 'copy', path]);
    const short = await probeClip(location, { path, hash: '0'.repeat(64) }, {});
    expect((await compareFrames(location, original, short)).times).toHaveLength(short.frames.times.length);
    expect((await compareFrames(location, short, original)).times).toHaveLength(short.frames.times.length);
  });

  it('are as many as the clip has, beside a reference of another rate', async () => {
    const path = join(folder, 'twice the rate.mp4');
    await runFfmpegTool(['-i', original.path, '-vf', 'fps=20', '-c:v', 'libx264', '-qp', '0', path]);
    const twice = await probeClip(location, { path, hash: '0'.repeat(64) }, {});
    const { times, psnr } = await compareFrames(location, original, twice);
    expect(times).toHaveLength(20);
    expect(Math.min(...psnr)).toBe(100);
    expect((await compareFrames(location, twice, original)).times).toHaveLength(40);
  });

  it('differ from the time on at which the clip differs', async () => {
    const { psnr, ssim } = await compareFrames(location, damaged, original);
    expect([...psnr].map((value) => value < 40)).toEqual(Array.from({ length: 20 }, (_, i) => i >= 10));
    expect([...ssim].map((value) => value < 0.99)).toEqual(Array.from({ length: 20 }, (_, i) => i >= 10));
  });

  it('are compared at the size of the clip', async () => {
    const { psnr } = await compareFrames(location, original, halfSize);
    expect(psnr).toHaveLength(20);
    expect(Math.max(...psnr)).toBeLessThan(40);
  });

  it('need filters that an ffmpeg may lack', async () => {
    const without = { ...location, filters: location.filters.filter((name) => name !== 'vmafmotion') };
    const { ssim, motionDifference } = await compareFrames(without, original, original);
    expect([ssim.length, motionDifference.length]).toEqual([20, 0]);
    const bare = { ...location, filters: ['scale'] };
    await expect(compareFrames(bare, original, original)).rejects.toMatchObject({ code: 'ffmpeg/unusable' });
  });

  it('stop being compared on abort', async () => {
    await expect(compareFrames(location, original, original, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
