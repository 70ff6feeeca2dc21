/** Seconds between two values of an audio series. */
export const AUDIO_HOP = 0.01;

/** Sound, one value per hop of `AUDIO_HOP` seconds. Levels are linear, full scale = 1. */
export const AUDIO_SERIES = [
  'peak', // largest absolute sample over all channels
  'rms', // root mean square over all channels
  'truePeak', // largest absolute value after 4× oversampling (ITU-R BS.1770-4 Annex 2)
  'clippedRun', // longest run of consecutive samples (at 48 kHz), in any channel, that stay flat at full scale: a run that crosses hops counts whole in each
  'loudnessEnergy', // K-weighted, channel-weighted mean square (ITU-R BS.1770-4), the input of gating
] as const;
export type AudioSeries = (typeof AUDIO_SERIES)[number];
