/** Seconds between two values of an audio series. */
export const AUDIO_HOP = 0.01;

/** Sound, one value per hop of `AUDIO_HOP` seconds. Levels are linear, full scale = 1. */
export const AUDIO_SERIES = [
  'peak', // largest absolute sample over all channels
  'rms', // root mean square over all channels
  'truePeak', // largest absolute value after 4× oversampling (ITU-R BS.1770-4 Annex 2)
  'clippedRun', // longest run of consecutive samples (at 48 kHz), in any channel, that stay flat at full scale: a run that crosses hops counts whole in each
  'loudnessEnergy', // K-weighted, channel-weighted mean square (ITU-R BS.1770-4), the input of gating
  'speechEnvelope', // root mean square of 300…3400 Hz, where speech lives, over 21 ms around the start of the hop
  'spectralFlux', // rise of the spectrum over 20 ms: mean over the bands of the positive change of ln(1 + 10⁴ · power)
  'click', // dB by which the strongest impulse in any channel, matched in the errors of linear prediction, stands above all that stay within 10 ms when it is interpolated; 0 = none
] as const;
export type AudioSeries = (typeof AUDIO_SERIES)[number];

/** Seconds between two values of a block series. */
export const SOUND_BLOCK = 0.05;

/**
 * Sound, one value per block of `SOUND_BLOCK` seconds. Left and right are the first two channels; for mono sound both are its
 * only one.
 */
export const BLOCK_SERIES = [
  'leftPower', // mean square, offset included
  'rightPower', // the same of the other channel
  'leftOffset', // mean of the samples, full scale = 1
  'rightOffset', // the same of the other channel
  'phaseAgreement', // −1…1, median over the audible bands of the correlation of left and right: near −1 only where a channel is inverted; 1 for mono
  'voicing', // 0…1, largest normalised autocorrelation at 80…400 Hz: high in vowels and sustained notes, low in noise
] as const;
export type BlockSeries = (typeof BLOCK_SERIES)[number];

/** Samples per second, window length and bin width of the spectra that the bands are summed from. */
export const SPECTRUM = { sampleRate: 48_000, window: 1024, binWidth: 48_000 / 1024 } as const;

/** Edges of the bands as bins of the spectrum: a sixth of an octave wide, at least two bins. Band `b` holds edge b ≤ bin < edge b + 1. */
export const BAND_EDGES: readonly number[] = (() => {
  const edges = [1];
  for (let edge = 1; edge < SPECTRUM.window / 2; edges.push(edge)) {
    edge = Math.min(SPECTRUM.window / 2, Math.max(edge + 2, Math.round(edge * 2 ** (1 / 6))));
  }
  return edges;
})();
export const BAND_COUNT = BAND_EDGES.length - 1;

/** Lowest level in dB that a band is stored with, and the steps per dB: a byte reaches from −120 to 7.5 dB. */
export const BAND_FLOOR = -120;
export const BAND_STEPS = 2;

/** Seconds between two readings of mains hum, and the length of the window of each, which starts there. */
export const HUM_HOP = 0.5;
export const HUM_WINDOW = 2048 / 1500;

/** Mains hum, one value per `HUM_HOP` seconds as long as a whole window fits in. */
export const HUM_SERIES = [
  'prominence50', // mean of how far the first six multiples of 50 Hz stand above their surroundings, in dB, each at most 20
  'prominence60', // the same of 60 Hz
  'level50', // root mean square of those lines together, full scale = 1
  'level60', // the same of 60 Hz
] as const;
export type HumSeries = (typeof HUM_SERIES)[number];
