import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { turnMp4 } from '../../../test/fixtures/turnedMp4.ts';
import { INPUT_GUARD, inputArgument } from '../ffmpeg/compose.ts';
import { splitLines } from '../ffmpeg/lines.ts';
import { locateFfmpeg } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { probeClip } from './probe.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-frames-'));
afterAll(() => rmSync(folder, { recursive: true }));
const location = await locateFfmpeg({ setting: null, wasmFolders: [] });

const picture = ['-f', 'lavfi', '-i', 'testsrc=size=128x96:rate=25:duration=2'];
const sound = ['-f', 'lavfi', '-i', 'sine=duration=2'];
const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '25', '-bf', '3', '-pix_fmt', 'yuv420p'];
const uneven = ['-vf', "select='lt(mod(n,7),4)'", '-fps_mode', 'vfr'];
const source = (): string => inputArgument(join(folder, 'b-frames.mp4'));

/** Arguments that make each file, in an order in which later ones can cut up earlier ones. */
const CLIPS: Readonly<Record<string, () => string[]>> = {
  'b-frames.mp4': () => [...picture, ...sound, ...x264, '-c:a', 'aac'],
  'b-frames.mov': () => [...picture, ...sound, ...x264, '-c:a', 'aac'],
  'b-frames.mkv': () => [...picture, ...sound, ...x264, '-c:a', 'libmp3lame'],
  'b-frames.avi': () => [...picture, ...sound, ...x264, '-c:a', 'libmp3lame'],
  'mpeg4 b-frames.avi': () => [...picture, '-c:v', 'mpeg4', '-bf', '2'],
  'intra.avi': () => [...picture, '-c:v', 'mjpeg'],
  'vp9.webm': () => [...picture, ...sound, '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'],
  'hidden frames.webm': () => [...picture, '-c:v', 'libvpx', '-lag-in-frames', '16', '-auto-alt-ref', '1', '-b:v', '60k'],
  'no duration.webm': () => [...picture, '-c:v', 'libvpx', '-deadline', 'realtime', '-live', '1'],
  'uneven.mp4': () => [...picture, ...uneven, ...x264],
  'uneven.mkv': () => [...picture, ...uneven, ...x264],
  'fragments.mp4': () => [...picture, ...sound, ...x264, '-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov'],
  'edit list.mp4': () => ['-ss', '0.5', '-i', source(), '-c', 'copy'],
  'edit list inside.mp4': () => ['-ss', '1.3', '-i', source(), '-t', '0.4', '-c', 'copy'],
  'cut before a key frame.mkv': () => ['-ss', '0.3', '-i', source(), '-map', '0:v', '-c', 'copy', '-copyinkf'],
  'late.mp4': () => ['-i', source(), '-c', 'copy', '-output_ts_offset', '5'],
  'late.mkv': () => ['-i', source(), '-c', 'copy', '-output_ts_offset', '5'],
  'picture after sound.mkv': () => ['-itsoffset', '0.7', ...picture, ...sound, ...x264, '-c:a', 'libmp3lame'],
  'sound after picture.mp4': () => [...picture, '-itsoffset', '0.7', ...sound, ...x264, '-c:a', 'aac'],
  'open groups.mp4': () => [...picture, ...x264, '-x264opts', 'open-gop=1:keyint=12'],
  'interlaced.mp4': () => [...picture, ...x264, '-flags', '+ildct+ilme', '-x264opts', 'interlaced=1'],
};
const FORMATS: Readonly<Record<string, string>> = { mkv: 'matroska', mp4: 'mp4', mov: 'mov', avi: 'avi', webm: 'webm' };

async function make(name: string, args: readonly string[]): Promise<void> {
  const output = ['-f', FORMATS[name.split('.').at(-1) ?? ''] ?? 'mp4', inputArgument(join(folder, name))];
  await runFfmpeg(location, { program: 'ffmpeg', outputs: [], args: () => [...args, ...output] });
}

/** Times of the decoded frames, as ffmpeg gives them to filters. It prints six digits. */
async function decodedTimes(path: string): Promise<number[]> {
  const times: number[] = [];
  const splitter = splitLines((line) => {
    const time = /pts_time:(\S+)/.exec(line)?.[1];
    if (time !== undefined) times.push(Number(time));
  });
  const print = 'metadata=mode=add:key=k:value=v,metadata=mode=print:file=-:direct=1';
  const output = ['-map', '0:V:0', '-vf', print, '-fps_mode', 'passthrough', '-f', 'null', '-'];
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: () => [...INPUT_GUARD, '-i', inputArgument(path), ...output],
    outputs: [{ name: 'times', onData: splitter.push }],
  });
  splitter.end();
  return times;
}

async function expectDecodedTimes(path: string): Promise<void> {
  const [{ frames, duration }, decoded] = await Promise.all([
    probeClip(location, { path, hash: 'hash' }, {}),
    decodedTimes(path),
  ]);
  expect(frames.times.length).toBe(decoded.length);
  for (const [index, time] of decoded.entries()) expect(frames.times[index]).toBeCloseTo(time, 3);
  expect(frames.times[0]).toBeGreaterThanOrEqual(0);
  expect(frames.end).toBeGreaterThan(frames.times.at(-1) ?? 0);
  expect(duration).toBeGreaterThanOrEqual(frames.end);
}

describe('the frame table holds exactly the frames that a decoder shows, at their times', () => {
  beforeAll(async () => {
    for (const [name, args] of Object.entries(CLIPS)) await make(name, args());
  });
  test.each(Object.keys(CLIPS))('%s', (name) => expectDecodedTimes(join(folder, name)));

  const footage = resolve(import.meta.dirname, '../../../../shared/footage');
  const real = existsSync(footage) ? readdirSync(footage, { recursive: true, encoding: 'utf8' }) : [];
  const clips = real.filter((name) => /\.(?:mp4|webm)$/.test(name));
  for (const name of clips) test(`footage ${name}`, () => expectDecodedTimes(join(footage, name)));
});

describe('probed facts', () => {
  const probe = (name: string) => probeClip(location, { path: join(folder, name), hash: 'hash' }, {});

  test('uneven distances are variable, and timecode keeps the grid they lie on', async () => {
    for (const name of ['uneven.mp4', 'uneven.mkv']) {
      const { video } = await probe(name);
      expect(video).toMatchObject({ variableFrameRate: true, frameRate: { numerator: 25, denominator: 1 } });
    }
  });

  test.each([['30000/1001'], ['24000/1001'], ['120/1'], ['12/1']])('%s rounded to milliseconds is constant', async (rate) => {
    await make(`rate.mkv`, ['-y', '-f', 'lavfi', '-i', `testsrc=size=64x64:rate=${rate}:duration=2`, ...x264]);
    const { video } = await probe('rate.mkv');
    expect(video.variableFrameRate).toBe(false);
    expect(`${video.frameRate.numerator}/${video.frameRate.denominator}`).toBe(rate);
  });

  test('clip time starts where the container starts', async () => {
    const late = await probe('late.mkv');
    expect(late.startTime).toBeGreaterThan(4.9);
    expect(late.frames.times[0]).toBeLessThan(0.05);
    const delayed = await probe('picture after sound.mkv');
    // Some releases keep what the sound encoder put in front, at times before 0.
    expect(delayed.startTime).toBeCloseTo(0, 1);
    expect(delayed.frames.times[0]).toBeCloseTo(0.7, 1);
    expect(delayed.audio?.duration).toBeCloseTo(2, 1);
  });

  test('a file without a written duration is as long as its packets', async () => {
    const { duration, frames } = await probe('no duration.webm');
    expect(duration).toBe(frames.end);
    expect(duration).toBeCloseTo(2, 2);
  });

  test('the end of the sound ends the clip', async () => {
    const { duration, audio } = await probe('sound after picture.mp4');
    expect(duration).toBeCloseTo(2.7, 1);
    expect(audio).toMatchObject({ codec: 'aac', channels: 1, layout: 'mono', sampleRate: 44100 });
  });

  test('containers by their everyday name', async () => {
    const names = ['b-frames.mp4', 'b-frames.mov', 'b-frames.mkv', 'b-frames.avi', 'vp9.webm'];
    const clips = await Promise.all(names.map(probe));
    expect(clips.map((clip) => clip.container)).toEqual(['mp4', 'mov', 'matroska', 'avi', 'webm']);
  });

  test('bit depth and pixel format', async () => {
    await make('ten bits.mov', [...picture, '-c:v', 'prores_ks', '-pix_fmt', 'yuv422p10le', '-frames:v', '4']);
    expect((await probe('ten bits.mov')).video).toMatchObject({ codec: 'prores', pixelFormat: 'yuv422p10le', bitDepth: 10 });
    expect((await probe('b-frames.mp4')).video).toMatchObject({ codec: 'h264', pixelFormat: 'yuv420p', bitDepth: 8 });
  });

  test('cover art is not the picture', async () => {
    await make('cover.mkv', ['-f', 'lavfi', '-i', 'color=red:size=64x64', '-frames:v', '1', '-c:v', 'png']);
    const cover = ['-i', inputArgument(join(folder, 'cover.mkv')), '-i', source()];
    await make('with cover.mp4', [...cover, '-map', '0', '-map', '1', '-c', 'copy', '-disposition:v:0', 'attached_pic']);
    const { video, frames } = await probe('with cover.mp4');
    expect(video).toMatchObject({ codec: 'h264', width: 128, height: 96 });
    expect(frames.times.length).toBe(50);
    await expectDecodedTimes(join(folder, 'with cover.mp4'));
  });

  test.each([90, 180, 270] as const)('turned by %d degrees', async (degrees) => {
    // A red bar at the top tells which way ffmpeg itself turns the picture.
    const bar = ['-f', 'lavfi', '-i', 'color=blue:size=96x64:rate=10:duration=0.5,drawbox=h=16:color=red:t=fill', ...x264];
    await make('upright.mp4', ['-y', ...bar]);
    const path = join(folder, 'turned.mp4');
    turnMp4(join(folder, 'upright.mp4'), path, degrees);
    const chunks: Uint8Array[] = [];
    await runFfmpeg(location, {
      program: 'ffmpeg',
      args: () => ['-i', inputArgument(path), '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
      outputs: [{ name: 'frame', onData: (chunk) => chunks.push(Uint8Array.from(chunk)) }],
    });
    const { video } = await probe('turned.mp4');
    const pixels = Buffer.concat(chunks);
    expect(pixels.length).toBe(video.width * video.height * 3);
    const isRed = (x: number, y: number): boolean => (pixels[(y * video.width + x) * 3] ?? 0) > 128;
    const { width, height } = video;
    const side = {
      0: isRed(width >> 1, 2),
      90: isRed(width - 3, height >> 1),
      180: isRed(width >> 1, height - 3),
      270: isRed(2, height >> 1),
    };
    expect(video.rotation).toBe(degrees);
    expect(side[video.rotation]).toBe(true);
    expect([width, height]).toEqual(video.rotation === 180 ? [96, 64] : [64, 96]);
  });
});
