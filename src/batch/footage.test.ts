import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runFfmpegTool } from '../../test/fixtures/ffmpegTool.ts';
import type { Clip } from '../core/clip.ts';
import { locateFfmpeg } from '../media/ffmpeg/location.ts';
import { probeClip } from '../media/probe/probe.ts';
import { createFootage } from './footage.ts';

const location = await locateFfmpeg({ setting: null, wasmFolders: [] });
const { signal } = new AbortController();
const FPS = 10;
let folder: string;
let clip: Clip;

const probe = (path: string) => probeClip(location, { path, hash: 'a'.repeat(64) }, {});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-footage-test-'));
  const path = join(folder, 'Secret Project.mp4');
  // The red of frame n is 8·n, so that a frame tells which one it is; the sound starts at 1 s.
  const counted = `color=black:size=96x64:rate=${FPS}:duration=3,format=gbrp,geq=r=8*N:g=0:b=0`;
  const sound = 'aevalsrc=if(gte(t\\,1)\\,0.5*sin(2764*t)\\,0):duration=3:sample_rate=48000';
  await runFfmpegTool([
    ...['-f', 'lavfi', '-i', counted, '-f', 'lavfi', '-i', sound, '-pix_fmt', 'yuv444p', '-c:v', 'libx264', '-qp', '0'],
    ...['-metadata', 'title=Secret Title', '-metadata', 'comment=Secret Comment', path],
  ]);
  clip = await probe(path);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rm(folder, { recursive: true }));

/** Frame numbers that the pictures of a file show. */
async function numbersIn(bytes: Uint8Array, name: string): Promise<number[]> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const { stdout } = await runFfmpegTool([
    '-i',
    path,
    '-vf',
    'scale=1:1',
    '-pix_fmt',
    'rgb24',
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-',
  ]);
  return Array.from({ length: stdout.length / 3 }, (_, i) => Math.round((stdout[3 * i] ?? 0) / 8));
}

describe('video', () => {
  it('is the span and nothing else, from the frame on screen at its start', async () => {
    const request = { span: { start: 0.95, end: 1.6 }, longSide: 96, frameRate: null, withAudio: true };
    const video = await createFootage(location, clip).video(request, signal);
    expect(await numbersIn(video.bytes, 'span.mp4')).toEqual([9, 10, 11, 12, 13, 14, 15]);
    const sent = await probe(join(folder, 'span.mp4'));
    expect(sent.frames.times[1]).toBeCloseTo(0.05, 3);
    expect(sent.duration).toBeCloseTo(0.65, 1);
    expect(video).toMatchObject({ width: 96, height: 64, duration: expect.closeTo(0.65, 6), hasAudio: true });
  });

  it('carries no name, title or comment, and the same request gives the same bytes', async () => {
    const request = { span: { start: 0, end: 1 }, longSide: 96, frameRate: null, withAudio: true };
    const [one, other] = await Promise.all([1, 2].map(() => createFootage(location, clip).video(request, signal)));
    expect(Buffer.from(one?.bytes ?? []).includes('Secret')).toBe(false);
    expect(Buffer.compare(Buffer.from(one?.bytes ?? []), Buffer.from(other?.bytes ?? []))).toBe(0);
  });

  it('has fewer frames and pixels where fewer are wanted, and no sound where none is', async () => {
    const request = { span: { start: 0, end: 3 }, longSide: 48, frameRate: 2, withAudio: false };
    const video = await createFootage(location, clip).video(request, signal);
    expect(await numbersIn(video.bytes, 'small.mp4')).toHaveLength(6);
    const sent = await probe(join(folder, 'small.mp4'));
    expect({ ...video, ...sent.video, audio: sent.audio }).toMatchObject({ width: 48, height: 32, hasAudio: false, audio: null });
  });

  it('leaves nothing behind when it is cancelled, and can be asked for again', async () => {
    // Others write to the folder of all temporary files meanwhile.
    const scratch = await mkdtemp(join(folder, 'scratch-'));
    for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, scratch);
    const footage = createFootage(location, clip);
    const request = { span: { start: 0, end: 3 }, longSide: 96, frameRate: null, withAudio: true };
    const abort = new AbortController();
    const cancelled = footage.video(request, abort.signal);
    abort.abort();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect((await footage.video(request, signal)).bytes.length).toBeGreaterThan(0);
    expect(await readdir(scratch)).toEqual([]);
  });
});

it('frames are those on screen at the times asked for, in the order asked for', async () => {
  const frames = await createFootage(location, clip).frames({ times: [2.05, 0, 1.39, 2.0], longSide: 96 }, signal);
  expect(frames.map(({ time }) => time)).toEqual([2, 0, 1.3, 2].map((time) => expect.closeTo(time, 3)));
  const numbers = await Promise.all(frames.map(({ jpeg }, i) => numbersIn(jpeg, `${i}.jpg`)));
  expect(numbers.flat()).toEqual([20, 0, 13, 20]);
});

describe('audio', () => {
  it('is as long as the span, with the sound where it was', async () => {
    const audio = await createFootage(location, clip).audio({ start: 0.5, end: 2 }, signal);
    const bytes = Buffer.from(audio?.bytes ?? []);
    const samples = Array.from({ length: (bytes.length - 44) / 2 }, (_, i) => bytes.readInt16LE(44 + 2 * i));
    expect(samples).toHaveLength(1.5 * 16_000);
    expect(samples.findIndex((sample) => Math.abs(sample) > 3000) / 16_000).toBeCloseTo(0.5, 2);
    await writeFile(join(folder, 'sound.wav'), bytes);
    expect((await readFile(join(folder, 'sound.wav'))).subarray(0, 4).toString()).toBe('RIFF');
  });

  it('is none where the clip has none', async () => {
    const silent = { ...clip, audio: null };
    expect(await createFootage(location, silent).audio({ start: 0, end: 1 }, signal)).toBeNull();
  });
});
