import { BLOCK_SERIES, type BlockSeries } from '../../core/series/sound.ts';
import { growableSeries } from './growable.ts';

/** One of the two front channels over a block: sums of its samples and of their squares. */
export interface FrontChannel {
  readonly sum: number;
  readonly power: number;
}

/** Statistics of left and right over blocks of sound: how strong each is, and where it comes to rest. */
export function createFrontPair(): {
  /** @param samples of each channel in the block. */
  push(
    left: FrontChannel,
    right: FrontChannel,
    samples: number,
    heard: { readonly voicing: number; readonly phaseAgreement: number },
  ): void;
  finish(): Record<BlockSeries, Float32Array>;
} {
  const series = growableSeries(BLOCK_SERIES);
  return {
    push(left, right, samples, { voicing, phaseAgreement }) {
      series.of.leftPower.push(left.power / samples);
      series.of.rightPower.push(right.power / samples);
      series.of.leftOffset.push(left.sum / samples);
      series.of.rightOffset.push(right.sum / samples);
      series.of.voicing.push(voicing);
      series.of.phaseAgreement.push(phaseAgreement);
    },
    finish: series.finish,
  };
}
