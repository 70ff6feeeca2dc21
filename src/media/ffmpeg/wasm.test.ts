import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probeClip } from '../probe/probe.ts';
import { inputArgument, loadComposer } from './compose.ts';
import { type FfmpegLocation, locateFfmpeg } from './location.ts';
import { type FfmpegOutput, runFfmpeg } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-wasm-'));
afterAll(() => rmSync(folder, { recursive: true }));
const native = await locateFfmpeg({ setting: null, wasmFolders: [] });
const core = join(import.meta.dirname, '../../../node_modules/@ffmpeg/core');
const wasm: FfmpegLocation = { ...native, kind: 'wasm', ffmpeg: core, ffprobe: core };

const clip = join(folder, "it's a [clip] %03d.mp4");
const sources = ['-f', 'lavfi', '-i', 'testsrc=size=160x90:rate=25:duration=3', '-f', 'lavfi', '-i', 'sine=duration=3'];
beforeAll(async () => {
  const args = [...sources, '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '2', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  await runFfmpeg(native, { program: 'ffmpeg', outputs: [], args: () => [...args, inputArgument(clip)] });
});

describe('the WebAssembly build', () => {
  test('decodes the same frames, samples and progress as a native one, through several pipes', async () => {
    const compose = await loadComposer();
    const decode = async (location: FfmpegLocation) => {
      const bytes: Record<'frames' | 'sound', Uint8Array[]> = { frames: [], sound: [] };
      let reached = 0;
      const output = (name: keyof typeof bytes): FfmpegOutput => ({
        name,
        onData: (chunk) => bytes[name].push(Uint8Array.from(chunk)),
      });
      await runFfmpeg(location, {
        program: 'ffmpeg',
        args: (target) =>
          compose({
            inputs: [{ file: clip, options: ['-flags', '+bitexact'] }],
            filterGraph: '[0:v]format=gray[frames]',
            outputs: [
              { target: target('frames'), map: ['[frames]'], format: 'rawvideo', options: ['-fps_mode', 'passthrough'] },
              { target: target('sound'), map: ['0:a:0'], format: 's16le' },
            ],
          }),
        outputs: [output('frames'), output('sound')],
        onProgress: (time) => {
          reached = time;
        },
      });
      return { frames: Buffer.concat(bytes.frames), soundLength: Buffer.concat(bytes.sound).length, reached };
    };
    const [ours, theirs] = [await decode(wasm), await decode(native)];
    expect(ours.frames.length).toBe(75 * 160 * 90);
    expect(ours.frames.equals(theirs.frames)).toBe(true);
    // Newer releases cut off what the encoder padded its last packet with: at most 1024 samples of two bytes.
    expect(Math.abs(ours.soundLength - theirs.soundLength)).toBeLessThanOrEqual(2048);
    expect(ours.reached).toBeCloseTo(3, 1);
  });

  test('probes to the same clip', async () => {
    const [ours, theirs] = [
      await probeClip(wasm, { path: clip, hash: 'h' }, {}),
      await probeClip(native, { path: clip, hash: 'h' }, {}),
    ];
    expect(ours).toEqual(theirs);
  });

  test('reads beyond four gigabytes without loading what is before', async () => {
    const fragments = join(folder, 'fragments.mp4');
    const flags = ['-c', 'copy', '-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4'];
    await runFfmpeg(native, {
      program: 'ffmpeg',
      args: () => ['-i', inputArgument(clip), ...flags, inputArgument(fragments)],
      outputs: [],
    });
    const bytes = readFileSync(fragments);
    const headerEnd = bytes.indexOf('moof') - 4;
    const gap = Buffer.alloc(16);
    gap.writeUInt32BE(1);
    gap.write('free', 4);
    gap.writeBigUInt64BE(5n * 2n ** 30n, 8);
    const large = join(folder, 'large.mp4');
    const file = openSync(large, 'w');
    writeSync(file, bytes, 0, headerEnd, 0);
    writeSync(file, gap, 0, gap.length, headerEnd);
    writeSync(file, bytes, headerEnd, bytes.length - headerEnd, headerEnd + 5 * 2 ** 30);
    closeSync(file);
    const { frames, size } = await probeClip(wasm, { path: large, hash: 'h' }, {});
    expect(size).toBeGreaterThan(5 * 2 ** 30);
    expect(frames).toEqual((await probeClip(native, { path: fragments, hash: 'h' }, {})).frames);
  });

  test('makes JPEG sheets', async () => {
    const chunks: Uint8Array[] = [];
    const sheet = [
      '-vf',
      'select=not(mod(n\\,3)),scale=320:-2,tile=5x5',
      '-frames:v',
      '1',
      '-c:v',
      'mjpeg',
      '-q:v',
      '3',
      '-f',
      'image2pipe',
    ];
    await runFfmpeg(wasm, {
      program: 'ffmpeg',
      args: (target) => ['-i', inputArgument(clip), ...sheet, target('sheet')],
      outputs: [{ name: 'sheet', onData: (chunk) => chunks.push(chunk) }],
    });
    const jpeg = Buffer.concat(chunks);
    expect([jpeg.readUInt16BE(0), jpeg.readUInt16BE(jpeg.length - 2)]).toEqual([0xffd8, 0xffd9]);
  });

  test('says what went wrong', async () => {
    const text = join(folder, 'text.mp4');
    writeFileSync(text, 'no film\n'.repeat(100));
    const job = { program: 'ffmpeg', args: () => ['-i', inputArgument(text), '-f', 'null', '-'], outputs: [] } as const;
    await expect(runFfmpeg(wasm, job)).rejects.toMatchObject({
      code: 'ffmpeg/failed',
      cause: expect.stringContaining('moov atom not found'),
    });
    await expect(probeClip(wasm, { path: text, hash: 'h' }, {})).rejects.toMatchObject({ code: 'clip/not-media' });
    const missing = { ...job, args: () => ['-i', inputArgument(join(folder, 'missing.mp4')), '-f', 'null', '-'] };
    await expect(runFfmpeg(wasm, missing)).rejects.toMatchObject({
      code: 'ffmpeg/failed',
      userMessage: expect.stringContaining('No such file'),
    });
  });

  const endless = (target: (name: string) => string) => [
    '-f',
    'lavfi',
    '-i',
    'testsrc=size=640x480',
    '-f',
    'rawvideo',
    target('v'),
  ];

  test('ends on abort, and starts nothing after one', async () => {
    const controller = new AbortController();
    const outputs = [{ name: 'v', onData: () => controller.abort() }];
    const running = runFfmpeg(wasm, { program: 'ffmpeg', args: endless, outputs, signal: controller.signal });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    const before = { program: 'ffmpeg', args: endless, outputs, signal: AbortSignal.abort() } as const;
    await expect(runFfmpeg(wasm, before)).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('what a reader throws stops it and is the rejection', async () => {
    const mistake = new TypeError('reader');
    const onData = (): void => {
      throw mistake;
    };
    await expect(runFfmpeg(wasm, { program: 'ffmpeg', args: endless, outputs: [{ name: 'v', onData }] })).rejects.toBe(mistake);
  });
});
