/** The lowest level that a meter shows, in dB below full scale. */
export const FLOOR = -60;
/** How fast a meter falls, in dB a second (IEC 60268-10, type I: 20 dB in 1.7 s). */
const FALL = 20 / 1.7;

/** The highest sample's level in dB below full scale, at least `FLOOR`. @param samples −1…1. */
export function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return Math.max(FLOOR, 20 * Math.log10(peak));
}

/** What a meter shows that showed `shown` dB `seconds` ago, when the level is `peak` dB now. */
export function fallen(shown: number, peak: number, seconds: number): number {
  return Math.max(peak, shown - FALL * seconds, FLOOR);
}

/** How much of the meter's length a level in dB takes, 0…1. */
export function levelOf(decibels: number): number {
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR));
}
