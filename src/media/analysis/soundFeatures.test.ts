import { describe, expect, it } from 'vitest';
import { createGaussian, createRandom } from '../../../test/fixtures/samples/random.ts';
import { BAND_COUNT, BAND_EDGES, BAND_FLOOR, BAND_STEPS, SPECTRUM } from '../../core/series/sound.ts';
import type { Signals } from '../../core/signals.ts';
import { createKernels } from '../kernels/kernels.ts';
import { createAudioExtractor } from './audioExtractor.ts';
import { createFft, fftBytes } from './fft.ts';

const RATE = SPECTRUM.sampleRate;
const LAYOUTS: Readonly<Record<number, string>> = { 1: 'mono', 2: 'stereo', 6: '5.1' };

/** What comes out of channels that are each a function of time in seconds. */
function heard(seconds: number, ...channels: readonly ((t: number) => number)[]): NonNullable<Signals['audio']> {
  const extractor = createAudioExtractor({
    channels: channels.length,
    layout: LAYOUTS[channels.length] ?? '',
    sampleRate: RATE,
  });
  const samples = new Float32Array(Math.round(seconds * RATE) * channels.length);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = channels[i % channels.length]?.(Math.floor(i / channels.length) / RATE) ?? 0;
  }
  extractor.push(samples);
  return extractor.finish();
}

const sine = (frequency: number, level: number) => (t: number) => level * Math.sin(2 * Math.PI * frequency * t);
const silent = () => 0;

function noise(level: number, seed = 1): () => number {
  const gaussian = createGaussian(createRandom(seed));
  return () => level * gaussian();
}

const bandOf = (frequency: number) => BAND_EDGES.findLastIndex((edge) => edge * SPECTRUM.binWidth <= frequency);
const levelIn = (audio: NonNullable<Signals['audio']>, block: number, band: number) =>
  (audio.blocks.bands[block * BAND_COUNT + band] ?? 0) / BAND_STEPS + BAND_FLOOR;

describe('the Fourier transform', () => {
  it.each([4, 8, 16, 32, 64])('of %i numbers is that of the definition', (size) => {
    const random = createRandom(2);
    const fft = createFft(createKernels(fftBytes(size)), size);
    const real = fft.real.view.map(() => random() - 0.5);
    const imaginary = fft.imaginary.view.map(() => random() - 0.5);
    fft.real.view.set(real);
    fft.imaginary.view.set(imaginary);
    fft.transform();
    for (let k = 0; k < size; k++) {
      let [re, im] = [0, 0];
      for (let n = 0; n < size; n++) {
        const [cosine, sine] = [Math.cos((-2 * Math.PI * k * n) / size), Math.sin((-2 * Math.PI * k * n) / size)];
        re += (real[n] ?? 0) * cosine - (imaginary[n] ?? 0) * sine;
        im += (real[n] ?? 0) * sine + (imaginary[n] ?? 0) * cosine;
      }
      expect(fft.real.view[k]).toBeCloseTo(re, 10);
      expect(fft.imaginary.view[k]).toBeCloseTo(im, 10);
    }
  });
});

describe('bands', () => {
  it.each([300, 1000, 4000, 12_000])('hold a sine of %i Hz at its level in its own band', (frequency) => {
    const band = bandOf(frequency);
    const middle = (((BAND_EDGES[band] ?? 0) + (BAND_EDGES[band + 1] ?? 0)) / 2 - 0.5) * SPECTRUM.binWidth;
    const stereo = heard(0.5, sine(middle, 0.1), sine(middle, 0.1));
    const mono = heard(0.5, sine(middle, 0.1));
    expect(Math.abs(levelIn(stereo, 5, band) + 23)).toBeLessThan(1.5);
    expect(levelIn(mono, 5, band)).toBe(levelIn(stereo, 5, band));
    expect(levelIn(stereo, 5, band + 4)).toBeLessThan(-60);
  });

  it('do not lose what is opposite on both sides, and hear the centre of a surround mix', () => {
    const opposite = heard(0.5, sine(1000, 0.1), sine(1000, -0.1));
    const centre = heard(0.5, silent, silent, sine(1000, 0.1), silent, silent, silent);
    expect(levelIn(opposite, 5, bandOf(1000))).toBeGreaterThan(-26);
    expect(levelIn(centre, 5, bandOf(1000))).toBeGreaterThan(-29);
    expect(centre.series.speechEnvelope[25]).toBeGreaterThan(0.03);
  });

  it('are empty in silence, and as many as there are blocks', () => {
    const audio = heard(0.52, silent, silent);
    expect(audio.blocks.bands.every((level) => level === 0)).toBe(true);
    expect(audio.blocks.bands.length).toBe(11 * BAND_COUNT);
    expect(audio.blocks.series.leftPower.length).toBe(11);
  });
});

describe('left and right', () => {
  it('have their own power and offset', () => {
    const { series } = heard(0.5, (t) => 0.1 + sine(100, 0.1)(t), silent).blocks;
    expect(series.leftOffset[4]).toBeCloseTo(0.1, 4);
    expect(series.leftPower[4]).toBeCloseTo(0.015, 4);
    expect(series.rightPower[4]).toBe(0);
  });

  it('agree in phase, disagree, or have nothing in common', () => {
    const agreement = (left: () => number, right: () => number) =>
      heard(0.5, left, right)
        .blocks.series.phaseAgreement.subarray(2, 8)
        .reduce((sum, one) => sum + one / 6, 0);
    expect(agreement(noise(0.1), noise(0.1))).toBeCloseTo(1, 2);
    expect(agreement(noise(0.1), noise(-0.1))).toBeCloseTo(-1, 2);
    expect(Math.abs(agreement(noise(0.1), noise(0.1, 9)))).toBeLessThan(0.2);
    expect(agreement(silent, silent)).toBeCloseTo(1, 6);
  });
});

describe('clicks', () => {
  const at = (time: number, level: number, sound: (t: number) => number) => (t: number) =>
    sound(t) + (Math.abs(t - time) < 0.4 / RATE ? level : 0);
  const strongest = (click: Float32Array) => click.indexOf(Math.max(...click));

  it('stand out of noise and tones, in the hop in which they are', () => {
    const { click } = heard(
      1,
      at(0.4237, 0.3, (t) => sine(440, 0.2)(t)),
      silent,
    ).series;
    expect(strongest(click)).toBe(42);
    expect(click[42]).toBeGreaterThan(30);
    const hissing = heard(1, at(0.6512, 0.3, noise(0.01))).series.click;
    expect(strongest(hissing)).toBe(65);
    expect(hissing[65]).toBeGreaterThan(15);
  });

  it('are not what noise, a beat or the pulses of a voice look like', () => {
    const beat = noise(1);
    const sounds = [
      noise(0.1),
      (t: number) => (t > 0.3 ? 0.3 * Math.exp(-(t - 0.3) / 0.02) * beat() : 0) + 0.001 * beat(),
      (t: number) => 0.2 * ((t * 120) % 1 < 0.05 ? 1 - ((t * 120) % 1) / 0.05 : 0),
    ];
    for (const sound of sounds) expect(Math.max(...heard(1, sound).series.click)).toBeLessThan(14);
  });
});

describe('what lies low', () => {
  it('is voiced where it repeats at the pitch of a voice', () => {
    const voicing = (sound: (t: number) => number) => heard(0.5, sound).blocks.series.voicing[6] ?? 0;
    expect(voicing((t) => 0.1 * (((t * 137) % 1) - 0.5))).toBeGreaterThan(0.9);
    expect(voicing(noise(0.1))).toBeLessThan(0.55);
    expect(voicing(silent)).toBe(0);
  });

  it('shows mains hum of either frequency, and its level', () => {
    const hum = (mains: number) => (t: number) => sine(mains, 0.01)(t) + sine(2 * mains, 0.005)(t) + sine(3 * mains, 0.005)(t);
    const hiss = noise(0.0005);
    const at50 = heard(2, (t) => hum(50)(t) + hiss()).hum;
    const at60 = heard(2, (t) => hum(60)(t) + hiss()).hum;
    expect(at50.prominence50.length).toBe(2);
    expect(at50.prominence50[0]).toBeGreaterThan((at50.prominence60[0] ?? 0) + 5);
    expect(at60.prominence60[0]).toBeGreaterThan((at60.prominence50[0] ?? 0) + 5);
    expect(20 * Math.log10(at50.level50[0] ?? 0)).toBeCloseTo(20 * Math.log10(0.01 * Math.sqrt(1.5 / 2)), 0);
  });

  it('is silent about a track that is too short', () => {
    expect(heard(1.2, noise(0.1)).hum.prominence50.length).toBe(0);
  });
});

describe('the rise of the spectrum', () => {
  it('peaks where something sets in, and only there', () => {
    const hiss = noise(0.1);
    const { spectralFlux } = heard(1, (t) => (t >= 0.5 ? hiss() : 0)).series;
    const highest = spectralFlux.indexOf(Math.max(...spectralFlux));
    expect(Math.abs(highest - 50)).toBeLessThanOrEqual(2);
    expect(spectralFlux[30]).toBe(0);
    expect(spectralFlux[80]).toBeLessThan((spectralFlux[highest] ?? 0) / 3);
  });
});
