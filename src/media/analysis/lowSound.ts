import { HUM_HOP, HUM_SERIES, HUM_WINDOW, type HumSeries } from '../../core/series/sound.ts';
import { createKernels } from '../kernels/kernels.ts';
import { createFft, fftBytes, hannWindow } from './fft.ts';
import { growableSeries } from './growable.ts';

/** Samples that are averaged into one: 48 kHz becomes 6 kHz, enough for the pitch of a voice. */
const PITCH_STEP = 8;
const PITCH_RATE = 6000;
/** Of those, every fourth is enough for hum. */
const HUM_STEP = 4;
const HUM_RATE = PITCH_RATE / HUM_STEP;
const HUM_SIZE = Math.round(HUM_WINDOW * HUM_RATE);
const HUM_ADVANCE = Math.round(HUM_HOP * HUM_RATE);

/** Samples at 6 kHz that are correlated (40 ms), and the periods of 400 and 80 Hz. */
const PITCH_WINDOW = 240;
const SHORTEST_PERIOD = 15;
const LONGEST_PERIOD = 75;
/** Mean square below which nothing is voiced (−70 dBFS). */
const INAUDIBLE = 1e-7;

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
  const pitched = new Float64Array(PITCH_WINDOW + LONGEST_PERIOD);
  const lowPass = createLowPass();
  const hum = createHumReader();
  let phase = 0;
  let write = 0;
  // A ring would have to be unrolled for each reading; a buffer twice as long is moved now and then instead.
  const recent = new Float64Array(8 * pitched.length);
  return {
    push(block) {
      // A hop holds whole steps, so that only the end of the track can leave some samples over.
      for (let n = 0; n + PITCH_STEP <= block.length; n += PITCH_STEP) {
        let sum = 0;
        for (let k = n; k < n + PITCH_STEP; k++) sum += block[k] ?? 0;
        const x = sum / PITCH_STEP;
        if (write === recent.length) {
          recent.copyWithin(0, recent.length - pitched.length);
          write = pitched.length;
        }
        recent[write++] = x;
        const low = lowPass(x);
        if (++phase < HUM_STEP) continue;
        phase = 0;
        hum.push(low);
      }
    },
    voicing() {
      pitched.fill(0);
      const from = Math.max(0, write - pitched.length);
      pitched.set(recent.subarray(from, write), pitched.length - (write - from));
      return voicingOf(pitched);
    },
    finish: hum.finish,
  };
}

/** The largest normalised autocorrelation of the last 40 ms at the periods of 80…400 Hz. */
function voicingOf(samples: Float64Array): number {
  const mean = samples.reduce((total, x) => total + x, 0) / samples.length;
  for (let n = 0; n < samples.length; n++) samples[n] = (samples[n] ?? 0) - mean;
  let energy = 0;
  for (let n = LONGEST_PERIOD; n < samples.length; n++) energy += (samples[n] ?? 0) ** 2;
  if (energy < INAUDIBLE * PITCH_WINDOW) return 0;
  let earlier = 0;
  for (let n = LONGEST_PERIOD; n < samples.length; n++) earlier += (samples[n - SHORTEST_PERIOD] ?? 0) ** 2;
  let best = 0;
  for (let period = SHORTEST_PERIOD; period <= LONGEST_PERIOD; period++) {
    let product = 0;
    for (let n = LONGEST_PERIOD; n < samples.length; n++) product += (samples[n] ?? 0) * (samples[n - period] ?? 0);
    const correlation = product / Math.sqrt(energy * Math.max(earlier, 1e-12));
    if (correlation > best) best = correlation;
    earlier += (samples[LONGEST_PERIOD - period - 1] ?? 0) ** 2 - (samples[samples.length - period - 1] ?? 0) ** 2;
  }
  return Math.min(1, best);
}

/** Butterworth of fourth order at 480 Hz for 6 kHz, so that nothing folds into the range of hum. */
function createLowPass(): (x: number) => number {
  const sections = [0.5411961, 1.306563].map((quality) => createSection(quality));
  return (x) => sections.reduce((y, section) => section(y), x);
}

function createSection(quality: number): (x: number) => number {
  const omega = (2 * Math.PI * 480) / PITCH_RATE;
  const alpha = Math.sin(omega) / (2 * quality);
  const gain = 1 + alpha;
  const b = (1 - Math.cos(omega)) / 2 / gain;
  const a1 = (-2 * Math.cos(omega)) / gain;
  const a2 = (1 - alpha) / gain;
  // An array, because what a closure holds would be boxed anew with every sample.
  const state = new Float64Array(2);
  return (x) => {
    const y = b * x + (state[0] ?? 0);
    const s1 = 2 * b * x - a1 * y + (state[1] ?? 0);
    const s2 = b * x - a2 * y;
    // Denormal numbers would slow silence down.
    const faded = Math.abs(s1) + Math.abs(s2) < 1e-25;
    state[0] = faded ? 0 : s1;
    state[1] = faded ? 0 : s2;
    return y;
  };
}

function createHumReader(): { push(x: number): void; finish(): Record<HumSeries, Float32Array> } {
  const samples = new Float64Array(HUM_SIZE);
  const taper = hannWindow(HUM_SIZE);
  const scale = 2 / (HUM_SIZE * taper.reduce((sum, weight) => sum + weight * weight, 0));
  const power = new Float64Array(HUM_SIZE / 2);
  const fft = createFft(createKernels(fftBytes(HUM_SIZE)), HUM_SIZE);
  const real = fft.real.view;
  const imaginary = fft.imaginary.view;
  const series = growableSeries(HUM_SERIES);
  let held = 0;
  return {
    push(x) {
      samples[held++] = x;
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
