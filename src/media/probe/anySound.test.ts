import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type AnalysedClip, analysedClip, resultOf } from '../../../test/fixtures/analysedClip.ts';
import { AUDIO_HOP } from '../../core/series/sound.ts';

/** Every kind of sound on its way through probe, analysis and all operators, as a real file. */

const folder = mkdtempSync(join(tmpdir(), 'evalverse-any-sound-'));
afterAll(() => rmSync(folder, { recursive: true }));

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=25:duration=2'];
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const tone = (rate: number) => ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=${rate}:duration=2`];
const make = (name: string, ...args: string[]) =>
  analysedClip(folder, name, [...picture, ...args.slice(0, 4), ...x264, ...args.slice(4)]);

function levelAt({ signals }: AnalysedClip, time: number): number {
  return signals.audio?.series.rms[Math.round(time / AUDIO_HOP)] ?? Number.NaN;
}

test('no sound', async () => {
  const silent = await analysedClip(folder, 'silent.mp4', [...picture, ...x264]);
  expect(silent.clip.audio).toBeNull();
  expect(silent.signals.audio).toBeNull();
  expect(silent.results.filter(({ operator }) => operator === 'loudness' || operator.startsWith('audio-'))).not.toHaveLength(0);
  for (const { operator, status } of silent.results) {
    if (operator === 'loudness' || operator.startsWith('audio-')) expect(status, operator).not.toBe('measured');
  }
});

test.each([8000, 11025, 16000, 22050, 44100, 48000, 96000, 192000])('%i samples a second', async (rate) => {
  const analysed = await make(`${rate}.mkv`, ...tone(rate), '-c:a', 'flac');
  expect(analysed.clip.audio).toMatchObject({ sampleRate: rate, channels: 1, codec: 'flac' });
  expect(analysed.clip.audio?.duration).toBeCloseTo(2, 1);
  // A sine of ffmpeg's has an amplitude of 1/8.
  expect(levelAt(analysed, 1)).toBeCloseTo(0.125 / Math.SQRT2, 2);
  expect(analysed.signals.audio?.series.rms.length).toBeGreaterThanOrEqual(199);
  expect(resultOf(analysed, 'loudness').status).toBe('measured');
});

describe('channels', () => {
  test.each([
    ['mono', 1],
    ['stereo', 2],
    ['5.1', 6],
    ['7.1', 8],
  ])('%s', async (layout, channels) => {
    const analysed = await make(`${layout}.mkv`, ...tone(48000), '-af', `aformat=channel_layouts=${layout}`, '-c:a', 'flac');
    expect(analysed.clip.audio?.channels).toBe(channels);
    expect(analysed.signals.audio?.channels).toBe(channels);
    expect(resultOf(analysed, 'loudness').status).toBe('measured');
  });
});

test.each([3, 7, 10, 16])('%i channels without a layout', async (channels) => {
  const each = Array.from({ length: channels }, () => '0.125*sin(2*PI*440*t)').join('|');
  const source = ['-f', 'lavfi', '-i', `aevalsrc=${each}:d=2:s=48000`];
  const analysed = await make(`${channels} channels.mov`, ...source, '-c:a', 'pcm_s16le');
  expect(analysed.clip.audio?.channels).toBe(channels);
  expect(analysed.signals.audio?.channels).toBe(Math.min(8, channels));
  expect(levelAt(analysed, 1)).toBeCloseTo(0.125 / Math.SQRT2, 2);
});

test.each([
  ['aac', 'mp4'],
  ['libmp3lame', 'mp4'],
  ['libopus', 'webm'],
  ['pcm_s24le', 'mov'],
  ['ac3', 'mkv'],
])('%s in %s', async (codec, container) => {
  const vp8 = container === 'webm' ? ['-c:v', 'libvpx', '-deadline', 'realtime'] : x264;
  const args = [...picture, ...tone(48000), ...vp8, '-c:a', codec];
  const analysed = await analysedClip(folder, `${codec}.${container}`, args);
  expect(analysed.clip.audio?.duration).toBeCloseTo(2, 0);
  expect(Math.abs(levelAt(analysed, 1) - 0.125 / Math.SQRT2)).toBeLessThan(0.02);
  expect(analysed.signals.damage).toEqual([]);
});

test('sound that begins later than the picture is at its time', async () => {
  const late = ['-itsoffset', '0.7', ...tone(48000)];
  const analysed = await analysedClip(folder, 'late.mkv', [...picture, ...late, ...x264, '-c:a', 'flac']);
  const first = (analysed.signals.audio?.series.peak ?? new Float32Array()).findIndex((peak) => peak > 0.05);
  expect(first * AUDIO_HOP).toBeCloseTo(0.7, 1);
  expect(analysed.clip.duration).toBeGreaterThan(2.6);
});

test('what comes after a gap in the sound is at its time', async () => {
  const gap = ['-af', "aselect='not(between(t,0.7,1.2))'"];
  const analysed = await make('gap.mkv', ...tone(48000), ...gap, '-c:a', 'pcm_s16le');
  expect(levelAt(analysed, 0.6)).toBeCloseTo(0.125 / Math.SQRT2, 2);
  expect(levelAt(analysed, 0.95)).toBeLessThan(0.001);
  const peaks = [...(analysed.signals.audio?.series.peak ?? [])];
  const resumed = peaks.findIndex((peak, index) => index * AUDIO_HOP > 0.9 && peak > 0.05);
  expect(resumed * AUDIO_HOP).toBeCloseTo(1.2, 1);
  expect(analysed.signals.damage).toEqual([]);
});
