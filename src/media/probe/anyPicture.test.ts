import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type AnalysedClip, analysedClip, analysedFile, countOf, testedFfmpeg } from '../../../test/fixtures/analysedClip.ts';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import { turnMp4 } from '../../../test/fixtures/turnedMp4.ts';
import { displayedSize } from '../../core/clip.ts';
import { analyseClip } from '../analysis/analyse.ts';
import { REQUIRED_FILTERS } from '../ffmpeg/location.ts';
import { probeClip } from './probe.ts';

/** Every kind of picture on its way through probe, analysis and all operators, as a real file. */

const folder = mkdtempSync(join(tmpdir(), 'evalverse-picture-'));
afterAll(() => rmSync(folder, { recursive: true }));
const make = (name: string, ...args: string[]) => analysedClip(folder, name, args);

const moving = (size: string, rate: number | string, seconds: number) => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`,
];
const flat = (colour: string, seconds = 0.5) => ['-f', 'lavfi', '-i', `color=${colour}:size=192x128:rate=20:duration=${seconds}`];
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** Says of pictures that they are HDR. Not every release of ffmpeg takes the encoder's word for it. */
const hdr = (transfer: string) => `setparams=color_trc=${transfer}:color_primaries=bt2020:colorspace=bt2020nc`;

const TIMING = ['frozen-frames', 'duplicate-frames', 'dropped-frames', 'black-frames', 'stream-damage'];
/** The operators of timing that found something. */
const timingFaults = (analysed: AnalysedClip) =>
  TIMING.filter((operator) => {
    const count = countOf(analysed, operator);
    return typeof count === 'number' && count > 0;
  });
const lumaOf = ({ signals }: AnalysedClip) => signals.frames.series.lumaMean[5] ?? Number.NaN;

function expectWhole({ clip, signals, results }: AnalysedClip): void {
  expect([...signals.frames.times]).toEqual([...clip.frames.times]);
  expect(signals.frames.end).toBeCloseTo(clip.frames.end, 6);
  expect(signals.damage).toEqual([]);
  expect(signals.decoder).toEqual({ version: testedFfmpeg.version, build: testedFfmpeg.kind });
  for (const series of Object.values(signals.frames.series)) expect(series).toHaveLength(clip.frames.times.length);
  for (const result of results) if (result.status === 'measured') expect(result.summary.measurement.value).not.toBeNaN();
}

describe('time', () => {
  test.each(['8', '10', '12', '24000/1001', '25', '30', '50', '60000/1001', '100', '120'])('%s frames a second', async (rate) => {
    const analysed = await make(`rate ${rate.replace('/', ' ')}.mp4`, ...moving('320x180', rate, 2), ...x264);
    expectWhole(analysed);
    const { numerator, denominator } = analysed.clip.video.frameRate;
    const [stated = 0, divisor = 1] = rate.split('/').map(Number);
    expect(numerator / denominator).toBeCloseTo(stated / divisor, 3);
    expect(analysed.clip.video.variableFrameRate).toBe(false);
    expect(timingFaults(analysed)).toEqual([]);
  });

  test('a variable rate', async () => {
    const uneven = ['-vf', "select='lt(mod(n,7),4)'", '-fps_mode', 'vfr'];
    const analysed = await make('uneven.mkv', ...moving('320x180', 25, 3), ...uneven, ...x264);
    expectWhole(analysed);
    expect(analysed.clip.video.variableFrameRate).toBe(true);
  });

  test('two frames', async () => {
    const analysed = await make('two.mp4', ...moving('320x180', 25, 0.08), ...x264);
    expectWhole(analysed);
    expect(timingFaults(analysed)).toEqual([]);
  });

  test('a picture that begins later than the clip', async () => {
    const analysed = await make(
      'late picture.mkv',
      ...['-itsoffset', '0.7', ...moving('320x180', 25, 2), '-f', 'lavfi', '-i', 'sine=duration=2'],
      ...[...x264, '-c:a', 'flac'],
    );
    expectWhole(analysed);
    expect(analysed.clip.frames.times[0]).toBeCloseTo(0.7, 1);
  });

  test('time stamps that do not begin at 0', async () => {
    const analysed = await make('offset.mkv', ...moving('320x180', 25, 2), ...x264, '-output_ts_offset', '3');
    expectWhole(analysed);
    expect([analysed.clip.startTime, analysed.clip.frames.times[0]]).toEqual([3, 0]);
  });

  test('an edit list that delays the picture', async () => {
    const silence = ['-f', 'lavfi', '-i', 'sine=duration=3'];
    const picture = ['-itsoffset', '0.8', ...moving('320x180', 25, 2)];
    const delayed = await make('delayed.mp4', ...picture, ...silence, '-fps_mode', 'passthrough', ...x264, '-c:a', 'aac');
    expectWhole(delayed);
    expect(delayed.clip.frames.times[0]).toBeCloseTo(0.8, 1);
    expect(delayed.clip.duration).toBeCloseTo(3, 1);
  });

  test('an edit list', async () => {
    const whole = await make('whole.mp4', ...moving('320x180', 25, 3), ...x264, '-g', '25', '-bf', '2');
    const edited = await make('edited.mp4', '-ss', '1.3', '-i', whole.clip.path, '-t', '1', '-c', 'copy');
    expectWhole(edited);
    expect(edited.clip.frames.times[0]).toBeCloseTo(0, 2);
    expect(edited.clip.duration).toBeLessThan(1.2);
    expect(lumaOf(edited)).toBeGreaterThan(60);
  });
});

describe('size and shape', () => {
  test.each(['175x143', '18x14', '1x1', '2000x16', '90x640'])('%s', async (size) => {
    const scaled = ['-vf', `scale=${size.replace('x', ':')}`, '-c:v', 'ffv1', '-pix_fmt', 'yuv444p'];
    const analysed = await make(`${size}.mkv`, ...moving('320x180', 25, 0.6), ...scaled);
    expectWhole(analysed);
    expect(`${analysed.clip.video.width}x${analysed.clip.video.height}`).toBe(size);
  });

  test('pixels that are not square', async () => {
    const anamorphic = await make('anamorphic.mp4', ...moving('720x576', 25, 1), '-vf', 'setsar=64/45', ...x264);
    expectWhole(anamorphic);
    const { video } = anamorphic.clip;
    expect(video).toMatchObject({ width: 720, height: 576, pixelAspect: { numerator: 64, denominator: 45 } });
    expect(displayedSize(video)).toEqual({ width: 1024, height: 576 });
    const { width, height } = anamorphic.signals.thumbnails;
    expect([width, height]).toEqual([160, 90]);
  });

  test.each([
    ['down', '640x360', '320x180'],
    ['up', '320x180', '640x360'],
  ])('a size that changes on the way %s', async (way, before, after) => {
    const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '500k'];
    const [list, path] = [join(folder, `${way}.txt`), join(folder, `${way}.webm`)];
    const sound = ['-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'libvorbis'];
    for (const size of [before, after])
      await runFfmpegTool([...moving(size, 25, 1), ...sound, ...vp8, join(folder, `${way} ${size}.webm`)]);
    writeFileSync(list, [before, after].map((size) => `file '${way} ${size}.webm'\n`).join(''));
    await runFfmpegTool(['-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', path]);
    const outcome: unknown = await analysedFile(path).catch((error: unknown) => error);
    if (testedFfmpeg.version.startsWith('7.1')) {
      expect(outcome).toMatchObject({
        userMessage: expect.stringMatching(/changes its size or format at 0:01\.\d+, which this ffmpeg/),
      });
      return;
    }
    const { signals } = await analysedFile(path);
    expect(signals.frames.times).toHaveLength(50);
    expect(signals.limitations).toEqual([expect.stringMatching(/changes its size or format at 0:01\.\d+: fine detail/)]);
    expect(signals.tiles.series.edgeWidth).toHaveLength(signals.tiles.times.length * signals.tiles.regions.length);
    expect(signals.tiles.times.every((time, index) => index === 0 || time > (signals.tiles.times[index - 1] ?? 0))).toBe(true);
    expect(signals.thumbnails.times.at(-1)).toBeLessThan(1.01);
    expect(signals.audio?.series.rms.length).toBeLessThan(210);
    expect(signals.audio?.series.rms[150]).toBeCloseTo(0.125 / Math.SQRT2, 2);
  });

  test.each([90, 180, 270] as const)('turned by %i degrees', async (angle) => {
    const upright = await make(`upright for ${angle}.mp4`, ...moving('320x180', 25, 1), '-vf', 'setsar=4/3', ...x264);
    const path = join(folder, `turned ${angle}.mp4`);
    turnMp4(upright.clip.path, path, angle);
    const turned = await analysedFile(path);
    expectWhole(turned);
    const lying = angle === 180;
    expect(turned.clip.video.rotation).toBe(angle);
    expect(turned.clip.video).toMatchObject({ width: lying ? 320 : 180, height: lying ? 180 : 320 });
    const { numerator, denominator } = turned.clip.video.pixelAspect;
    expect([numerator, denominator]).toEqual(lying ? [4, 3] : [3, 4]);
    const { width, height } = turned.signals.thumbnails;
    expect(width > height).toBe(lying);
    expect(Math.abs(lumaOf(turned) - lumaOf(upright))).toBeLessThan(2);
  });
});

describe('depth, light and colour', () => {
  test('ten bits', async () => {
    const eight = await make('8.mkv', ...moving('320x180', 25, 1), '-c:v', 'ffv1', '-pix_fmt', 'yuv420p');
    const ten = await make('10.mkv', ...moving('320x180', 25, 1), '-c:v', 'ffv1', '-pix_fmt', 'yuv420p10le');
    expectWhole(ten);
    expect(ten.clip.video.bitDepth).toBe(10);
    expect(lumaOf(ten)).toBeCloseTo(lumaOf(eight), 0);
  });

  test.each([
    ['gray', 8],
    ['gbrp', 8],
    ['yuv411p', 8],
    ['yuv422p10le', 10],
    ['yuv444p12le', 12],
    ['gbrp16le', 16],
  ] as const)('%s', async (format, depth) => {
    const plain = await make(`plain beside ${format}.mkv`, ...moving('320x180', 25, 0.4), '-c:v', 'ffv1', '-pix_fmt', 'yuv420p');
    const stored = await make(`${format}.mkv`, ...moving('320x180', 25, 0.4), '-c:v', 'ffv1', '-pix_fmt', format);
    expectWhole(stored);
    expect(stored.clip.video).toMatchObject({ bitDepth: depth, transfer: 'sdr', alpha: false });
    expect(Math.abs(lumaOf(stored) - lumaOf(plain))).toBeLessThan(2);
  });

  /** Grey of a known signal level, 0…1, as HDR of ten bits in limited range. */
  const grey = (name: string, transfer: string, level: number) =>
    make(
      name,
      ...flat('gray'),
      ...['-vf', `format=yuv420p10le,lutyuv=y=${Math.round(64 + 876 * level)}:u=512:v=512,${hdr(transfer)}`],
      ...['-c:v', 'libx265', '-x265-params', 'log-level=none', '-pix_fmt', 'yuv420p10le'],
    );

  test.each([
    ['black', 0, 0],
    ['diffuse white of 203 cd/m²', 0.5807, 194],
    ['1000 cd/m²', 0.7518, 254],
    ['4000 cd/m²', 0.9026, 255],
  ])('PQ, %s', async (name, level, luma) => {
    const analysed = await grey(`pq ${level}.mp4`, 'smpte2084', level);
    expectWhole(analysed);
    expect(analysed.clip.video.transfer, name).toBe('pq');
    expect(Math.abs(lumaOf(analysed) - luma)).toBeLessThan(3);
    expect(analysed.signals.limitations).toEqual([]);
  });

  test.each([
    ['black', 0, 0],
    ['diffuse white at 75 %', 0.75, 194],
    ['peak', 1, 254],
  ])('HLG, %s', async (name, level, luma) => {
    const analysed = await grey(`hlg ${level}.mp4`, 'arib-std-b67', level);
    expect(analysed.clip.video.transfer, name).toBe('hlg');
    expect(Math.abs(lumaOf(analysed) - luma)).toBeLessThan(3);
  });

  test('transparency, on black', async () => {
    const half = ['-vf', 'format=yuva444p,colorchannelmixer=aa=0.5'];
    const analysed = await make('half.mov', ...flat('white'), ...half, '-c:v', 'prores_ks', '-pix_fmt', 'yuva444p10le');
    expectWhole(analysed);
    expect(analysed.clip.video.alpha).toBe(true);
    expect(Math.abs(lumaOf(analysed) - 127.5)).toBeLessThan(1.5);
  });

  test('transparency that the decoder does not read is told', async () => {
    const half = ['-vf', 'format=yuva420p,colorchannelmixer=aa=0.5'];
    const vp9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-pix_fmt', 'yuva420p'];
    const analysed = await make('half.webm', ...flat('white'), ...half, ...vp9);
    expectWhole(analysed);
    expect(analysed.clip.video.alpha).toBe(true);
    expect(analysed.signals.limitations).toEqual([expect.stringContaining('transparency of this vp9 picture')]);
  });
});

describe('an ffmpeg that has only the filters it must have', () => {
  const plain = { ...testedFfmpeg, filters: REQUIRED_FILTERS };

  test.each([
    ['HDR', /no lutrgb and no colorchannelmixer filter: .* without tone mapping/, [...x264, '-vf', hdr('smpte2084')]],
    [
      'interlaced',
      /no field and no bwdif filter: .* interwoven/,
      ['-vf', 'interlace=scan=tff', '-flags', '+ildct+ilme', ...x264, '-x264opts', 'tff=1'],
    ],
    ['transparent', /no premultiply filter: .* opaque/, ['-c:v', 'ffv1', '-pix_fmt', 'yuva420p']],
  ])('judges %s pictures as they are, and says so', async (name, words, args) => {
    await runFfmpegTool([...moving('320x180', 25, 1), ...args, join(folder, `${name}.mkv`)]);
    const clip = await probeClip(testedFfmpeg, { path: join(folder, `${name}.mkv`), hash: 'e'.repeat(64) }, {});
    const signals = await analyseClip(plain, clip, {});
    expect(signals.frames.times).toEqual(clip.frames.times);
    expect(signals.limitations).toEqual([expect.stringMatching(words)]);
  });
});

describe('fields', () => {
  // Slanted stripes that move sideways, fast: interwoven fields make combs of them.
  const stripes = "geq=lum='if(lt(mod(X+Y/4+N*6,64),32),60,180)':cb=128:cr=128,format=yuv420p";
  const source = ['-f', 'lavfi', '-i', 'color=gray:size=352x288:rate=50:duration=2'];

  test.each([
    ['tff', 'top-first', ['-x264opts', 'tff=1']],
    ['bff', 'bottom-first', ['-x264opts', 'bff=1']],
  ] as const)('%s', async (scan, fieldOrder, options) => {
    const progressive = await make(`progressive for ${scan}.mp4`, ...source, '-vf', `${stripes},fps=25`, ...x264);
    const interlaced = await make(
      `${scan}.mp4`,
      ...[...source, '-vf', `${stripes},interlace=scan=${scan}:lowpass=off`, '-flags', '+ildct+ilme', ...x264, ...options],
    );
    expectWhole(interlaced);
    expect(progressive.clip.video.fieldOrder).toBe('progressive');
    expect(interlaced.clip.video.fieldOrder).toBe(fieldOrder);
    const sharpness = ({ signals }: AnalysedClip) => signals.frames.series.sharpness[20] ?? 0;
    expect(sharpness(interlaced) / sharpness(progressive)).toBeGreaterThan(0.7);
    expect(sharpness(interlaced) / sharpness(progressive)).toBeLessThan(1.4);
    expect(timingFaults(interlaced)).toEqual([]);
  });
});

describe('animations', () => {
  test('GIF', async () => {
    const video = await make('as video.mp4', ...moving('320x180', 10, 2), ...x264);
    const gif = await make('animation.gif', ...moving('320x180', 10, 2));
    expectWhole(gif);
    expect(gif.clip).toMatchObject({ container: 'gif', duration: 2, audio: null });
    expect(gif.clip.video.alpha).toBe(false);
    expect(gif.clip.frames.times).toHaveLength(20);
    for (const series of ['lumaLow', 'lumaMean', 'lumaHigh'] as const) {
      const [a, b] = [gif, video].map(({ signals }) => signals.frames.series[series][5] ?? Number.NaN);
      expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThan(6);
    }
    expect(timingFaults(gif)).toEqual([]);
  });

  test('GIF that is cut short', async () => {
    await make('long.gif', ...moving('320x180', 10, 2));
    const { stdout } = await runFfmpegTool(['-i', join(folder, 'long.gif'), '-c', 'copy', '-f', 'gif', '-']);
    writeFileSync(join(folder, 'cut.gif'), stdout.subarray(0, stdout.length >> 1));
    await expect(analysedFile(join(folder, 'cut.gif'))).rejects.toMatchObject({
      code: 'clip/truncated',
      userMessage: '"cut.gif" is cut short: its end is missing; get the whole file.',
    });
  });

  test('animated WebP, from ffmpeg 9 on', async () => {
    const outcome: unknown = await make('animation.webp', ...moving('160x90', 10, 1)).catch((error: unknown) => error);
    if (Number.parseInt(testedFfmpeg.version, 10) >= 9) expect(outcome).toMatchObject({ clip: { duration: 1 } });
    else
      expect(outcome).toMatchObject({ userMessage: expect.stringMatching(/animated WebP, which ffmpeg reads from version 9/) });
  });

  test.each(['gif', 'webp'])('a single picture as %s', async (format) => {
    const still = make(`still.${format}`, ...moving('160x90', 10, 1), '-frames:v', '1');
    await expect(still).rejects.toMatchObject({ code: 'clip/single-frame' });
  });
});
