import { HUM_HOP, HUM_SERIES, HUM_WINDOW, type HumSeries } from '../../core/series/sound.ts';
import { createKernels, type Kernels } from '../kernels/kernels.ts';
import { createFft, fftBytes, hannWindow } from './fft.ts';
import { growableSeries } from './growable.ts';
import { createVoicingMeter, VOICING_BYTES } from './voicingMeter.ts';

/** Samples that are averaged into one: 48 kHz becomes 6 kHz, enough for the pitch of a voice. */
const PITCH_STEP = 8;
const PITCH_RATE = 6000;
/** Of those, every fourth is enough for hum. */
const HUM_STEP = 4;
const HUM_RATE = PITCH_RATE / HUM_STEP;
const HUM_SIZE = Math.round(HUM_WINDOW * HUM_RATE);
const HUM_ADVANCE = Math.round(HUM_HOP * HUM_RATE);

const HARMONICS = 6;
/** Mains frequencies stray by less than this share. */
const STRAY = 0.006;
const MOST_PROMINENT = 20;
/** Hz around a line from which its surroundings begin and at which they end. */
const SURROUNDINGS = { from: 4, to: 16 };

/**
 * What lies low in the spectrum of one channel at 48 kHz, at reduced sample rates: how voiced it is, and mains hum.
 */
export function createLowSound(): {
  push(block: Float32Array): void;
  /** Voicing of the last 40 ms, 0…1. */
  voicing(): number;
  finish(): Record<HumSeries, Float32Array>;
} {
  const kernels = createKernels(fftBytes(HUM_SIZE) + VOICING_BYTES);
  const voicing = createVoicingMeter(kernels);
  const lowPass = SECTIONS.map(createSection);
  const hum = createHumReader(kernels);
  let reduced = new Float64Array(64);
  let phase = HUM_STEP - 1;
  return {
    push(block) {
      // A hop holds whole steps, so that only the end of the track can leave some samples over.
      const count = Math.floor(block.length / PITCH_STEP);
      if (count > reduced.length) reduced = new Float64Array(count);
      for (let i = 0, n = 0; i < count; i++) {
        let sum = 0;
        for (const end = n + PITCH_STEP; n < end; n++) sum += block[n] ?? 0;
        reduced[i] = sum / PITCH_STEP;
      }
      voicing.push(reduced, count);
      for (const section of lowPass) section(reduced, count);
      let i = phase;
      for (; i < count; i += HUM_STEP) hum.push(reduced, i);
      phase = i - count;
    },
    voicing: voicing.read,
    finish: hum.finish,
  };
}

/** Qualities of a Butterworth of fourth order, here at 480 Hz for 6 kHz, so that nothing folds into the range of hum. */
const SECTIONS = [0.5411961, 1.306563];

/** Filters the first `count` samples in place. */
function createSection(quality: number): (samples: Float64Array, count: number) => void {
  const omega = (2 * Math.PI * 480) / PITCH_RATE;
  const alpha = Math.sin(omega) / (2 * quality);
  const gain = 1 + alpha;
  const b = (1 - Math.cos(omega)) / 2 / gain;
  const a1 = (-2 * Math.cos(omega)) / gain;
  const a2 = (1 - alpha) / gain;
  const state = new Float64Array(2);
  return (samples, count) => {
    // Locals, because what a closure holds would be boxed anew with every sample.
    let s1 = state[0] ?? 0;
    let s2 = state[1] ?? 0;
    for (let n = 0; n < count; n++) {
      const x = samples[n] ?? 0;
      const y = b * x + s1;
      s1 = 2 * b * x - a1 * y + s2;
      s2 = b * x - a2 * y;
      // Denormal numbers would slow silence down.
      if (Math.abs(s1) + Math.abs(s2) < 1e-25) s1 = s2 = 0;
      samples[n] = y;
    }
    state[0] = s1;
    state[1] = s2;
  };
}

/** Takes samples at `HUM_RATE`. */
function createHumReader(kernels: Kernels): {
  push(samples: Float64Array, at: number): void;
  finish(): Record<HumSeries, Float32Array>;
} {
  const samples = new Float64Array(HUM_SIZE);
  const taper = hannWindow(HUM_SIZE);
  const scale = 2 / (HUM_SIZE * taper.reduce((sum, weight) => sum + weight * weight, 0));
  const power = new Float64Array(HUM_SIZE / 2);
  const fft = createFft(kernels, HUM_SIZE);
  const real = fft.real.view;
  const imaginary = fft.imaginary.view;
  const series = growableSeries(HUM_SERIES);
  let held = 0;
  return {
    push(added, at) {
      samples[held++] = added[at] ?? 0;
      if (held < HUM_SIZE) return;
      for (let n = 0; n < HUM_SIZE; n++) real[n] = (taper[n] ?? 0) * (samples[n] ?? 0);
      imaginary.fill(0);
      fft.transform();
      for (let bin = 0; bin < power.length; bin++) {
        power[bin] = ((real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2) * scale;
      }
      const at50 = humAt(power, 50);
      const at60 = humAt(power, 60);
      series.of.prominence50.push(at50.prominence);
      series.of.level50.push(at50.level);
      series.of.prominence60.push(at60.prominence);
      series.of.level60.push(at60.level);
      samples.copyWithin(0, HUM_ADVANCE);
      held = HUM_SIZE - HUM_ADVANCE;
    },
    finish: series.finish,
  };
}

/** Lines at the multiples of about `mains` Hz, where they are strongest together: how far they stand above their surroundings, and their level. */
function humAt(power: Float64Array, mains: number): { prominence: number; level: number } {
  const binWidth = HUM_RATE / HUM_SIZE;
  let best = { prominence: 0, level: 0 };
  for (let stray = -STRAY; stray <= STRAY; stray += STRAY / 3) {
    let prominence = 0;
    let total = 0;
    for (let harmonic = 1; harmonic <= HARMONICS; harmonic++) {
      const centre = (harmonic * mains * (1 + stray)) / binWidth;
      const line = sumOf(power, centre - 1.5, centre + 1.5);
      const { from, to } = SURROUNDINGS;
      const around =
        (sumOf(power, centre - to / binWidth, centre - from / binWidth) +
          sumOf(power, centre + from / binWidth, centre + to / binWidth)) /
        ((2 * (to - from)) / binWidth);
      const stands = 10 * Math.log10((line + 1e-14) / (3 * around + 1e-14));
      prominence += Math.max(0, Math.min(MOST_PROMINENT, stands)) / HARMONICS;
      total += line;
    }
    if (Math.sqrt(total) > best.level) best = { prominence, level: Math.sqrt(total) };
  }
  return best;
}

function sumOf(power: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let bin = Math.max(0, Math.round(from)); bin < Math.min(power.length, Math.round(to)); bin++) sum += power[bin] ?? 0;
  return sum;
}
