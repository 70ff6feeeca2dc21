import { channelWeights } from './channelWeights.ts';

/** How much of a channel that stands in neither front corner goes to each of the two: −3 dB. */
const SHARED = Math.SQRT1_2;

/** Gains of one channel into left and right. */
export interface DownmixGain {
  readonly left: number;
  readonly right: number;
}

/**
 * What each channel contributes to a downmix to two: the first two channels stay where they are, the low-frequency effects are
 * left out, and everything else goes to both sides. A single channel stands on both sides.
 */
export function downmixGains(channels: number, layout: string): readonly DownmixGain[] {
  if (channels === 1) return [{ left: 1, right: 1 }];
  return channelWeights(channels, layout).map((weight, channel) => {
    if (channel === 0) return { left: 1, right: 0 };
    if (channel === 1) return { left: 0, right: 1 };
    return weight > 0 ? { left: SHARED, right: SHARED } : { left: 0, right: 0 };
  });
}
