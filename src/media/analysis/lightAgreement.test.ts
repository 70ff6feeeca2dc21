import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import { createFrameExtractor } from './frameExtractor.ts';

/**
 * Light and colour against ffmpeg's own filters, on the very same frames: small, full range, 4:2:0, kept as they are in a lossless
 * file.
 */

const SIZE = { width: 160, height: 90 };
const FRAME = (SIZE.width * SIZE.height * 3) / 2;
const folder = mkdtempSync(join(tmpdir(), 'evalverse-light-'));
afterAll(() => rmSync(folder, { recursive: true }));

let ours: ReturnType<ReturnType<typeof createFrameExtractor>['finish']>;
let theirs: Map<string, number[]>;

/** What the filters say about each frame, by their own names. */
async function readings(path: string, filters: string, prefix: string): Promise<Map<string, number[]>> {
  const { stdout } = await runFfmpegTool([
    '-v',
    'error',
    '-i',
    path,
    '-vf',
    `${filters},metadata=print:file=-`,
    '-f',
    'null',
    '-',
  ]);
  const found = new Map<string, number[]>();
  for (const [, name = '', value = ''] of stdout.toString().matchAll(/^lavfi\.([\w.]+)=(\S+)$/gm)) {
    if (name.startsWith(prefix)) found.set(name, [...(found.get(name) ?? []), Number(value)]);
  }
  return found;
}

beforeAll(async () => {
  const path = join(folder, 'frames.mkv');
  // Movement, gradients and strong colours; a fade; white and black patches.
  const scene = 'testsrc2=size=160x90:rate=10:duration=1,fade=in:st=0:d=0.5,scale=out_range=full,format=yuv420p';
  const fractal = 'mandelbrot=size=160x90:rate=10,trim=end_frame=10,scale=out_range=full,format=yuv420p';
  const inputs = ['-f', 'lavfi', '-i', scene, '-f', 'lavfi', '-i', fractal];
  const lossless = ['-c:v', 'ffv1', '-color_range', 'pc', '-pix_fmt', 'yuv420p'];
  await runFfmpegTool([...inputs, '-filter_complex', '[0][1]concat,setrange=full', ...lossless, path]);
  const { stdout } = await runFfmpegTool(['-i', path, '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-']);
  const extractor = createFrameExtractor(SIZE, 3);
  for (let at = 0; at + FRAME <= stdout.length; at += FRAME) extractor.push(Uint8Array.from(stdout.subarray(at, at + FRAME)));
  ours = extractor.finish();
  // Their clipped share is the mean of a picture in which clipped pixels are 255 and all others 0.
  const clipped = (test_: string) => readings(path, `lutyuv=y='if(${test_},255,0)',signalstats`, 'signalstats.YAVG');
  theirs = new Map([
    ...(await readings(path, 'signalstats', 'signalstats')),
    ...(await readings(path, 'siti', 'siti')),
    ...[...(await clipped('gte(val,250)'))].map(([, values]) => ['clippedHighlights', values] as const),
    ...[...(await clipped('lte(val,5)'))].map(([, values]) => ['clippedShadows', values] as const),
  ]);
});

describe('per frame', () => {
  test.each([
    ['lumaMean', 'signalstats.YAVG', 1, 0, 0.01],
    ['tone10', 'signalstats.YLOW', 1, 0, 0],
    ['tone90', 'signalstats.YHIGH', 1, 0, 0],
    ['blueMean', 'signalstats.UAVG', 1, -128, 0.01],
    ['redMean', 'signalstats.VAVG', 1, -128, 0.01],
    // Theirs is rounded to whole levels pixel by pixel.
    ['saturation', 'signalstats.SATAVG', 1, 0, 0.6],
    ['change', 'signalstats.YDIF', 1, 0, 0.01],
    ['clippedHighlights', 'clippedHighlights', 1 / 255, 0, 1e-4],
    ['clippedShadows', 'clippedShadows', 1 / 255, 0, 1e-4],
    ['temporalInformation', 'siti.ti', 1, 0, 0.02],
  ] as const)('%s is %s', (name, filter, scale, offset, tolerance) => {
    const values = ours.series[name];
    const expected = theirs.get(filter) ?? [];
    expect(values).toHaveLength(20);
    expect(expected).toHaveLength(20);
    const differences = expected.map((value, frame) => Math.abs((values[frame] ?? 0) - (scale * value + offset)));
    expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
  });

  test('spatial information is siti.si', () => {
    const expected = theirs.get('siti.si') ?? [];
    expect([...ours.samples.frames]).toEqual(Array.from({ length: 20 }, (_, frame) => frame));
    const values = ours.samples.series.spatialInformation;
    expect(Math.max(...expected.map((value, frame) => Math.abs((values[frame] ?? 0) - value)))).toBeLessThan(0.02);
  });
});
