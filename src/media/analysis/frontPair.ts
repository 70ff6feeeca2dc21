import { BLOCK_SERIES, type BlockSeries } from '../../core/series/sound.ts';
import { growableSeries } from './growable.ts';

/** Statistics of left and right over blocks of sound: how strong each is, and where it comes to rest. */
export function createFrontPair(): {
  push(left: Float32Array, right: Float32Array): void;
  /** Ends the block. */
  endBlock(heard: { readonly voicing: number; readonly phaseAgreement: number }): void;
  finish(): Record<BlockSeries, Float32Array>;
} {
  const series = growableSeries(BLOCK_SERIES);
  let count = 0;
  /** Sums of left, right, left² and right². */
  const sums = new Float64Array(4);
  return {
    push(left, right) {
      // Locals, because what a closure holds would be boxed anew with every sample.
      let [leftSum = 0, rightSum = 0, leftSquares = 0, rightSquares = 0] = sums;
      for (let n = 0; n < left.length; n++) {
        const l = left[n] ?? 0;
        const r = right[n] ?? 0;
        leftSum += l;
        rightSum += r;
        leftSquares += l * l;
        rightSquares += r * r;
      }
      sums.set([leftSum, rightSum, leftSquares, rightSquares]);
      count += left.length;
    },
    endBlock({ voicing, phaseAgreement }) {
      const [leftSum = 0, rightSum = 0, leftSquares = 0, rightSquares = 0] = sums;
      const { leftPower, rightPower, leftOffset, rightOffset } = series.of;
      leftPower.push(leftSquares / count);
      rightPower.push(rightSquares / count);
      leftOffset.push(leftSum / count);
      rightOffset.push(rightSum / count);
      series.of.voicing.push(voicing);
      series.of.phaseAgreement.push(phaseAgreement);
      sums.fill(0);
      count = 0;
    },
    finish: series.finish,
  };
}
