import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AnalysedClip,
  analysedClip,
  analysedFile,
  countOf,
  resultOf,
  testedFfmpeg,
} from '../../../test/fixtures/analysedClip.ts';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import { probeClip } from '../probe/probe.ts';
import { analyseClip } from './analyse.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-damage-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=6'];
const tone = ['-f', 'lavfi', '-i', 'sine=duration=6'];
const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '50', '-bf', '2', '-pix_fmt', 'yuv420p'];

let whole: AnalysedClip;
beforeAll(async () => {
  whole = await analysedClip(folder, 'whole.mp4', [...picture, ...tone, ...x264, '-c:a', 'aac']);
});

/** The whole clip with packets `first` to `last` (in the order of decoding) of one stream spoilt. */
async function spoilt(name: string, stream: 'v' | 'a', first: number, last: number, distance = 10): Promise<AnalysedClip> {
  const noise = `noise=amount='if(between(n,${first},${last}),${distance},0)'`;
  await runFfmpegTool(['-i', at('whole.mp4'), '-c', 'copy', `-bsf:${stream}`, noise, at(name)]);
  return analysedFile(at(name));
}

describe('damaged data has a time', () => {
  test('a whole clip has none', () => {
    expect(whole.signals.damage).toEqual([]);
    expect(resultOf(whole, 'stream-damage')).toMatchObject({ status: 'measured', events: [] });
  });

  test.each([
    ['whole.mp4', []],
    ['another time base.mkv', ['-i', at('whole.mp4'), '-c', 'copy']],
    ['uneven.mkv', [...picture, '-vf', "select='lt(mod(n,7),4)'", '-fps_mode', 'vfr', ...x264]],
    ['close.mkv', [...picture, '-vf', "setpts='if(eq(mod(N,10),9),PTS-38/1000/TB,PTS)'", '-fps_mode', 'passthrough', ...x264]],
  ])('a clip without damage is decoded once: %s', async (name, args) => {
    if (args.length > 0) await runFfmpegTool([...args, at(name)]);
    const clip = await probeClip(testedFfmpeg, { path: at(name), hash: 'c'.repeat(64) }, {});
    // A second look would fail, and that would be told.
    const signals = await analyseClip({ ...testedFfmpeg, ffprobe: '/bin/false' }, clip, {});
    expect(signals.limitations).toEqual([]);
  });

  test.each(['mp4', 'mkv'])('picture, in %s', async (container) => {
    const analysed = await spoilt(`picture.${container}`, 'v', 60, 66);
    const [damage] = analysed.signals.damage;
    expect(analysed.signals.damage).toHaveLength(1);
    expect(damage).toMatchObject({ stream: 'picture', message: expect.stringMatching(/\w/) });
    expect(damage?.start).toBeGreaterThan(2.2);
    expect(damage?.start).toBeLessThan(2.6);
    expect(damage?.end).toBeGreaterThan(2.5);
    expect(damage?.end).toBeLessThan(2.9);
    expect(damage?.healedAt).toBeCloseTo(4, 1);
    const result = resultOf(analysed, 'stream-damage');
    expect(result).toMatchObject({
      events: [
        { sentence: expect.stringMatching(/^Picture data is damaged for 0\.\d+ s: the decoder says “.+next key frame at 0:04/) },
      ],
    });
  });

  test('sound', async () => {
    const analysed = await spoilt('sound.mkv', 'a', 130, 142, 8);
    expect(analysed.signals.damage.length).toBeGreaterThan(0);
    for (const { stream, start, end } of analysed.signals.damage) {
      expect(stream).toBe('sound');
      expect(start).toBeGreaterThan(2.9);
      expect(end).toBeLessThan(3.5);
    }
  });

  test('two places are two', async () => {
    const noise = "noise=amount='if(between(n,34,40)+between(n,110,118),10,0)'";
    await runFfmpegTool(['-i', at('whole.mp4'), '-c', 'copy', '-bsf:v', noise, at('two.mkv')]);
    const analysed = await analysedFile(at('two.mkv'));
    const starts = analysed.signals.damage.map(({ start }) => start);
    expect(starts).toHaveLength(2);
    for (const [index, packet] of [34, 110].entries()) expect(Math.abs((starts[index] ?? 0) - packet / 25)).toBeLessThan(0.2);
    expect(countOf(analysed, 'stream-damage')).toBe(2);
  });

  test('bytes that were overwritten in the file, with frames that are missing', async () => {
    const bytes = readFileSync(at('whole.mp4'));
    const from = Math.floor(bytes.length * 0.5);
    for (let i = from; i < from + bytes.length * 0.04; i++) bytes[i] = (i * 197) & 255;
    writeFileSync(at('overwritten.mp4'), bytes);
    const analysed = await analysedFile(at('overwritten.mp4'));
    const { clip, signals } = analysed;
    expect(signals.damage.length).toBeGreaterThan(0);
    const missing = signals.damage.reduce((sum, damage) => sum + damage.missingFrames, 0);
    expect(missing).toBe(clip.frames.times.length - signals.frames.times.length);
    for (const { start } of signals.damage) expect(Math.abs(start - 3)).toBeLessThan(1);
  });

  test('when no one can tell where, that is said', async () => {
    const clip = await probeClip(testedFfmpeg, { path: at('picture.mkv'), hash: 'c'.repeat(64) }, {});
    const signals = await analyseClip({ ...testedFfmpeg, ffprobe: '/bin/false' }, clip, {});
    expect(signals.damage).toEqual([]);
    expect(signals.limitations).toEqual([expect.stringContaining('cannot tell where')]);
  });
});
