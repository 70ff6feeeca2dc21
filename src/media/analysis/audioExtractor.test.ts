import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesAsSamples, runFfmpegTool, samplesAsBytes } from '../../../test/fixtures/ffmpegTool.ts';
import type { Signals } from '../../core/signals.ts';
import { createAudioExtractor } from './audioExtractor.ts';
import { integratedLoudness } from './loudness.ts';

const RATE = 48_000;
const EVERYTHING = { start: 0, end: Number.POSITIVE_INFINITY };

type Audio = NonNullable<Signals['audio']>;

function extract(interleaved: Float32Array, layout: string, channels: number, cuts: readonly number[] = []): Audio {
  const extractor = createAudioExtractor({ channels, layout, sampleRate: RATE });
  let from = 0;
  for (const cut of [...cuts, interleaved.length / channels]) {
    extractor.push(interleaved.subarray(from * channels, cut * channels));
    from = cut;
  }
  return extractor.finish();
}

/** Consecutive stretches of a sine, each with its level in dBFS per channel (null = silent channel). */
function sine(frequency: number, stretches: readonly { seconds: number; levels: readonly (number | null)[] }[]): Float32Array {
  const channels = stretches[0]?.levels.length ?? 1;
  const samples = new Float32Array(stretches.reduce((sum, { seconds }) => sum + Math.round(seconds * RATE), 0) * channels);
  let n = 0;
  for (const { seconds, levels } of stretches) {
    for (let i = 0; i < Math.round(seconds * RATE); i++, n++) {
      const wave = Math.sin((2 * Math.PI * frequency * n) / RATE);
      for (let c = 0; c < channels; c++) {
        const level = levels[c] ?? null;
        samples[n * channels + c] = level === null ? 0 : wave * 10 ** (level / 20);
      }
    }
  }
  return samples;
}

function noise(seconds: number, channels: number, level: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: Math.round(seconds * RATE) * channels }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * level;
  });
}

/** Noise with little left near half the sample rate, like real sound; there interpolation filters differ legitimately. */
function softNoise(seconds: number, channels: number, level: number, seed: number): Float32Array {
  const samples = noise(seconds, channels, level, seed);
  for (let i = channels; i < samples.length; i++) {
    const before = samples[i - channels] ?? 0;
    samples[i] = before + 0.3 * ((samples[i] ?? 0) - before);
  }
  return samples;
}

const loudnessOf = (audio: Audio) => integratedLoudness(audio.series.loudnessEnergy, EVERYTHING);
const truePeakOf = (audio: Audio) => 20 * Math.log10(Math.max(...audio.series.truePeak));

async function ebur128(input: readonly string[], bytes: Iterable<Uint8Array>): Promise<{ loudness: number; truePeak: number }> {
  const { stderr } = await runFfmpegTool([...input, '-map', '0:a:0', '-af', 'ebur128=peak=true', '-f', 'null', '-'], bytes);
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const loudness = /I:\s+(?<value>-?[\d.]+) LUFS/.exec(summary)?.groups?.value;
  const truePeak = /Peak:\s+(?<value>-?[\d.]+) dBFS/.exec(summary)?.groups?.value;
  return { loudness: Number(loudness), truePeak: Number(truePeak) };
}

describe('audio series', () => {
  it('holds the level of a sine of known amplitude in every hop', () => {
    const { series, waveform } = extract(sine(1000, [{ seconds: 1, levels: [-6, -6] }]), 'stereo', 2);
    expect(series.peak.length).toBe(100);
    expect(waveform.maximum.length).toBe(50);
    expect(series.peak[50]).toBeCloseTo(0.5012, 3);
    expect(series.rms[50]).toBeCloseTo(0.5012 / Math.SQRT2, 3);
    expect(waveform.minimum[10]).toBeCloseTo(-0.5012, 3);
  });

  it('keeps a last, shorter hop', () => {
    const { series, waveform } = extract(new Float32Array(481).fill(0.25), 'mono', 1);
    expect([...series.rms]).toEqual([0.25, 0.25]);
    expect([...waveform.minimum]).toEqual([0.25]);
  });

  it('is empty for a track without a sample', () => {
    expect(extract(new Float32Array(0), 'stereo', 2).series.peak.length).toBe(0);
  });

  it('does not depend on how the samples are cut into pushes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(['mono', 1], ['stereo', 2], ['5.1', 6]),
        fc.integer({ min: 0, max: 3000 }),
        fc.array(fc.nat(3000), { maxLength: 12 }),
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        ([layout, channels], frames, cuts, level) => {
          const samples = noise(frames / RATE, Number(channels), level, frames).map((x) => Math.max(-1, Math.min(1, x)));
          const inOrder = cuts.map((cut) => Math.min(cut, frames)).sort((a, b) => a - b);
          const whole = extract(samples, String(layout), Number(channels));
          expect(extract(samples, String(layout), Number(channels), inOrder)).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses a sample rate that the filters are not made for', () => {
    expect(() => createAudioExtractor({ channels: 1, layout: 'mono', sampleRate: 44_100 })).toThrow(RangeError);
  });
});

describe('integrated loudness', () => {
  // EBU Tech 3341, table 1: a 1000 Hz stereo sine, expected integrated loudness ±0.1 LU.
  const stereo = (seconds: number, level: number) => ({ seconds, levels: [level, level] });
  it.each([
    { name: 'case 1', stretches: [stereo(20, -23)], expected: -23 },
    { name: 'case 2', stretches: [stereo(20, -33)], expected: -33 },
    { name: 'case 3', stretches: [stereo(10, -36), stereo(60, -23), stereo(10, -36)], expected: -23 },
    {
      name: 'case 4',
      stretches: [stereo(10, -72), stereo(10, -36), stereo(60, -23), stereo(10, -36), stereo(10, -72)],
      expected: -23,
    },
    { name: 'case 5', stretches: [stereo(20, -26), stereo(20.1, -20), stereo(20, -26)], expected: -23 },
  ])('follows EBU Tech 3341 $name', ({ stretches, expected }) => {
    expect(Math.abs((loudnessOf(extract(sine(1000, stretches), 'stereo', 2)) ?? 0) - expected)).toBeLessThan(0.1);
  });

  it('follows EBU Tech 3341 case 6: 5.1 with weighted surrounds and no LFE', () => {
    const samples = sine(1000, [{ seconds: 20, levels: [-28, -28, -24, null, -30, -30] }]);
    expect(Math.abs((loudnessOf(extract(samples, '5.1', 6)) ?? 0) + 23)).toBeLessThan(0.1);
  });

  it('reads −3.01 LUFS for a full-scale 997 Hz sine in one channel (BS.1770-4)', () => {
    expect(loudnessOf(extract(sine(997, [{ seconds: 5, levels: [0, null] }]), 'stereo', 2))).toBeCloseTo(-3.01, 1);
  });

  it('can be asked for a part of the track', () => {
    const { series } = extract(sine(1000, [stereo(3, -30), stereo(3, -20)]), 'stereo', 2);
    expect(integratedLoudness(series.loudnessEnergy, { start: 0, end: 3 })).toBeCloseTo(-30, 1);
    expect(integratedLoudness(series.loudnessEnergy, { start: 3, end: 6 })).toBeCloseTo(-20, 1);
  });

  it('is null for silence and for a range shorter than a gating block', () => {
    expect(loudnessOf(extract(new Float32Array(RATE), 'mono', 1))).toBeNull();
    expect(loudnessOf(extract(noise(0.39, 1, 0.5, 1), 'mono', 1))).toBeNull();
  });
});

describe('true peak', () => {
  it('finds the crest between samples: a quarter-rate sine 45° out of phase is 3 dB above its samples', () => {
    const samples = Float32Array.from({ length: RATE }, (_, n) => 0.5 * Math.sin(Math.PI * (n / 2 + 0.25)));
    const audio = extract(samples, 'mono', 1);
    expect(20 * Math.log10(Math.max(...audio.series.peak))).toBeCloseTo(-9.03, 1);
    expect(Math.abs(truePeakOf(audio) + 6.02)).toBeLessThan(0.2);
  });

  it('is never below the sample peak', () => {
    const { series } = extract(noise(1, 2, 1, 7), 'stereo', 2);
    for (let hop = 0; hop < series.peak.length; hop++) {
      expect(series.truePeak[hop]).toBeGreaterThanOrEqual(series.peak[hop] ?? Number.POSITIVE_INFINITY);
    }
  });
});

describe('agreement with the ebur128 filter of ffmpeg', () => {
  const generated = [
    { name: 'soft stereo noise', layout: 'stereo', channels: 2, samples: softNoise(8, 2, 0.9, 3) },
    { name: 'mono tone', layout: 'mono', channels: 1, samples: sine(440, [{ seconds: 4, levels: [-14] }]) },
    {
      name: 'a surround mix',
      layout: '5.1',
      channels: 6,
      samples: sine(700, [{ seconds: 6, levels: [-20, -18, -14, -16, -22, -24] }]),
    },
    { name: 'loud, then quiet', layout: 'stereo', channels: 2, samples: sine(300, [stretch(4, -12), stretch(4, -40)]) },
  ];
  function stretch(seconds: number, level: number) {
    return { seconds, levels: [level, level] };
  }

  it.each(generated)('on $name', async ({ layout, channels, samples }) => {
    const audio = extract(samples, layout, channels);
    const input = ['-f', 'f32le', '-ar', String(RATE), '-channel_layout', layout, '-i', 'pipe:0'];
    const reference = await ebur128(input, [samplesAsBytes(samples)]);
    expect(Math.abs((loudnessOf(audio) ?? 0) - reference.loudness)).toBeLessThan(0.1);
    expect(Math.abs(truePeakOf(audio) - reference.truePeak)).toBeLessThan(0.2);
  });

  const footage = fileURLToPath(new URL('../../../../shared/footage/real/', import.meta.url));
  const real = existsSync(footage) ? readdirSync(footage).filter((name) => /mdn_.*\.mp4$|bigbuckbunny\.mp4$/.test(name)) : [];
  it.each(real)('on real sound: %s', async (name) => {
    const input = ['-i', `file:${footage}${name}`];
    const { stdout } = await runFfmpegTool([...input, '-map', '0:a:0', '-ac', '2', '-ar', String(RATE), '-f', 'f32le', '-']);
    const samples = bytesAsSamples(stdout);
    const audio = extract(samples, 'stereo', 2);
    const piped = ['-f', 'f32le', '-ar', String(RATE), '-channel_layout', 'stereo', '-i', 'pipe:0'];
    const reference = await ebur128(piped, [samplesAsBytes(samples)]);
    expect(Math.abs((loudnessOf(audio) ?? 0) - reference.loudness)).toBeLessThan(0.1);
    expect(Math.abs(truePeakOf(audio) - reference.truePeak)).toBeLessThan(0.2);
  });
});

describe('runs pinned at full scale', () => {
  const longestRun = (samples: Float32Array) => Math.max(...extract(samples, 'mono', 1).series.clippedRun);
  const clip = (samples: Float32Array) => samples.map((x) => Math.max(-1, Math.min(1, x)));

  it('measures the flat top of a clipped sine', () => {
    // 6 dB over: |sin| > 1/2 … the wave is above full scale for two thirds of each half period of 120 samples.
    const run = longestRun(clip(sine(200, [{ seconds: 1, levels: [6.02] }])));
    expect(run).toBeGreaterThanOrEqual(80);
    expect(run).toBeLessThan(90);
  });

  it.each([50, 200, 997, 3000])('lets a clean full-scale sine of %i Hz pass', (frequency) => {
    expect(longestRun(sine(frequency, [{ seconds: 1, levels: [0] }]))).toBe(0);
  });

  it('lets a single full-scale sample pass', () => {
    const samples = sine(200, [{ seconds: 1, levels: [-12] }]);
    samples[RATE / 2] = 1;
    expect(longestRun(samples)).toBe(0);
  });

  it('says in which hops a long run lies', () => {
    const samples = noise(0.1, 1, 0.3, 5);
    samples.fill(1, 900, 2000);
    const { series } = extract(samples, 'mono', 1);
    expect([...series.clippedRun]).toEqual([0, 1100, 1100, 1100, 1100, 0, 0, 0, 0, 0]);
  });

  it('still sees clipping after lossy coding', async () => {
    const clipped = clip(sine(200, [{ seconds: 1, levels: [4] }]));
    const args = [
      '-f',
      'f32le',
      '-ar',
      String(RATE),
      '-ac',
      '1',
      '-i',
      'pipe:0',
      '-c:a',
      'aac',
      '-b:a',
      '96k',
      '-f',
      'adts',
      '-',
    ];
    const { stdout: coded } = await runFfmpegTool(args, [samplesAsBytes(clipped)]);
    const { stdout: decoded } = await runFfmpegTool(['-f', 'aac', '-i', 'pipe:0', '-f', 'f32le', '-'], [coded]);
    expect(longestRun(bytesAsSamples(decoded))).toBeGreaterThan(30);
  });
});
