import { at, requirePaired } from './at.ts';

/** The clips whose predicted score falls into one stretch of the scale. */
export interface ReliabilityBin {
  /** Included. */
  readonly from: number;
  /** Excluded, but included in the last bin. */
  readonly to: number;
  readonly count: number;
  /** `null` in an empty bin, as the next. */
  readonly meanPredicted: number | null;
  readonly meanObserved: number | null;
}

/**
 * Reliability diagram over the scale 0…1 in bins of equal width, empty ones included (Murphy & Winkler, 1977). Points on the
 * diagonal are calibrated.
 *
 * @throws RangeError for samples of different length or a prediction outside 0…1.
 */
export function reliabilityBins(
  predicted: readonly number[],
  observed: readonly number[],
  bins: number,
): readonly ReliabilityBin[] {
  requirePaired(predicted, observed);
  const sums = Array.from({ length: bins }, () => ({ count: 0, predicted: 0, observed: 0 }));
  for (const [index, value] of predicted.entries()) {
    if (value < 0 || value > 1) throw new RangeError(`prediction ${value} outside 0…1`);
    const sum = at(sums, Math.min(bins - 1, Math.floor(value * bins)));
    sum.count += 1;
    sum.predicted += value;
    sum.observed += at(observed, index);
  }
  return sums.map((sum, bin) => ({
    from: bin / bins,
    to: (bin + 1) / bins,
    count: sum.count,
    meanPredicted: sum.count > 0 ? sum.predicted / sum.count : null,
    meanObserved: sum.count > 0 ? sum.observed / sum.count : null,
  }));
}
