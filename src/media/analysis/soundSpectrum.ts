import { BAND_COUNT, BAND_EDGES, BAND_FLOOR, BAND_STEPS, SPECTRUM } from '../../core/series/sound.ts';
import { createKernels } from '../kernels/kernels.ts';
import { createFft, fftBytes, hannWindow } from './fft.ts';

const { window: SIZE, binWidth } = SPECTRUM;
const SPEECH_BINS = { from: Math.round(300 / binWidth), to: Math.round(3400 / binWidth) };
/** Hops over which the rise of the spectrum is taken: an attack is spread over two. */
const FLUX_HOPS = 2;
/** Weight of power before the logarithm of the flux: −40 dB in a band counts as one. */
const COMPRESSION = 1e4;

/** What one hop of sound holds. */
export interface SpectrumReading {
  speechEnvelope: number;
  spectralFlux: number;
}

/**
 * Short-time spectra (Hann, 1024 samples) of two channels, each ending with the hop that is pushed. Both go through one complex
 * transform, because only the sum of their powers is asked for: opposite phases do not cancel.
 */
export function createSoundSpectrum(): {
  /** Takes the next hop, at most 1024 samples. What is returned is overwritten by the next call. */
  push(left: Float32Array, right: Float32Array): SpectrumReading;
  /** Median over the audible bands of the correlation of the two channels over the hops since the bands were last taken; 1 for silence. */
  phaseAgreement(): number;
  /** Mean power of each band over the hops since the last call, as it is stored. */
  takeBands(target: Uint8Array, offset: number): void;
} {
  const kernels = createKernels(fftBytes(SIZE) + (3 * 4 + 2 * 4 + 8) * SIZE + 768);
  const fft = createFft(kernels, SIZE);
  const taper = kernels.doubles(SIZE);
  taper.view.set(hannWindow(SIZE));
  const scale = 1 / (2 * SIZE * taper.view.reduce((sum, weight) => sum + weight * weight, 0));
  const left = kernels.floats(SIZE);
  const right = kernels.floats(SIZE);
  const { real, imaginary } = fft;
  const [powers, differences, products] = [kernels.doubles(SIZE / 2), kernels.doubles(SIZE / 2), kernels.doubles(SIZE / 2)];
  const phase = createPhaseMeter();
  const sums = new Float64Array(BAND_COUNT);
  const earlier = Array.from({ length: FLUX_HOPS }, () => new Float64Array(BAND_COUNT));
  const reading: SpectrumReading = { speechEnvelope: 0, spectralFlux: 0 };
  let hops = 0;
  let summed = 0;

  return {
    push(nextLeft, nextRight) {
      const kept = SIZE - nextLeft.length;
      left.view.copyWithin(0, nextLeft.length);
      left.view.set(nextLeft, kept);
      right.view.copyWithin(0, nextRight.length);
      right.view.set(nextRight, kept);
      kernels.run.windowPair(left.address, right.address, taper.address, SIZE, real.address, imaginary.address);
      fft.transform();
      kernels.run.crossPowers(
        real.address,
        imaginary.address,
        SIZE,
        scale,
        powers.address,
        differences.address,
        products.address,
      );
      phase.push(powers.view, differences.view, products.view);
      const before = earlier[hops % FLUX_HOPS] as Float64Array; // one slot for each remainder
      let flux = 0;
      let speech = 0;
      for (let band = 0; band < BAND_COUNT; band++) {
        const end = BAND_EDGES[band + 1] ?? 0;
        let power = 0;
        for (let bin = BAND_EDGES[band] ?? 0; bin < end; bin++) {
          power += powers.view[bin] ?? 0;
        }
        sums[band] = (sums[band] ?? 0) + power;
        const compressed = Math.log(1 + COMPRESSION * power);
        flux += Math.max(0, compressed - (before[band] ?? 0));
        before[band] = compressed;
      }
      for (let bin = SPEECH_BINS.from; bin < SPEECH_BINS.to; bin++) speech += powers.view[bin] ?? 0;
      hops++;
      summed++;
      reading.speechEnvelope = Math.sqrt(speech);
      reading.spectralFlux = flux / BAND_COUNT;
      return reading;
    },
    phaseAgreement: phase.take,
    takeBands(target, offset) {
      for (let band = 0; band < BAND_COUNT; band++) {
        const level = 10 * Math.log10((sums[band] ?? 0) / Math.max(1, summed)); // −∞ is clamped below
        target[offset + band] = Math.max(0, Math.min(255, Math.round(BAND_STEPS * (level - BAND_FLOOR))));
        sums[band] = 0;
      }
      summed = 0;
    },
  };
}

/** Bins of the bands whose correlation is taken: half an octave each, from 140 Hz to 12 kHz. */
const PHASE_EDGES = Array.from({ length: 14 }, (_, n) => Math.round(3 * 2 ** (n / 2)));
/** Power below which a band says nothing (−90 dB). */
const INAUDIBLE = 1e-9;

/** Correlation of two channels in each of some bands, from what their common spectrum tells. */
function createPhaseMeter(): {
  push(powers: Float64Array, differences: Float64Array, products: Float64Array): void;
  take(): number;
} {
  const bands = PHASE_EDGES.length - 1;
  const power = new Float64Array(bands);
  const difference = new Float64Array(bands);
  const product = new Float64Array(bands);
  return {
    push(powers, differences, products) {
      for (let band = 0; band < bands; band++) {
        const end = PHASE_EDGES[band + 1] ?? 0;
        let p = 0;
        let d = 0;
        let c = 0;
        for (let bin = PHASE_EDGES[band] ?? 0; bin < end; bin++) {
          p += powers[bin] ?? 0;
          d += differences[bin] ?? 0;
          c += products[bin] ?? 0;
        }
        power[band] = (power[band] ?? 0) + p;
        difference[band] = (difference[band] ?? 0) + d;
        product[band] = (product[band] ?? 0) + c;
      }
    },
    take() {
      const correlations: number[] = [];
      for (let band = 0; band < bands; band++) {
        const sum = power[band] ?? 0;
        // Twice the geometric mean of both powers.
        const both = Math.sqrt(Math.max(0, sum ** 2 - (difference[band] ?? 0) ** 2));
        if (sum > INAUDIBLE && both > 0.02 * sum) correlations.push((2 * (product[band] ?? 0)) / both);
      }
      power.fill(0);
      difference.fill(0);
      product.fill(0);
      correlations.sort((a, b) => a - b);
      return Math.max(-1, Math.min(1, correlations[correlations.length >> 1] ?? 1));
    },
  };
}
