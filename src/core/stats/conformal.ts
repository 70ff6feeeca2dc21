import { at, requireFinite } from './at.ts';

/**
 * Half the width of a split-conformal interval: the ⌈(n+1)·coverage⌉-th smallest absolute residual (Vovk et al. 2005; Lei et al.,
 * JASA 113, 2018). Over exchangeable clips the interval holds the truth with at least this probability, on average.
 *
 * @param residuals of clips that the fit has not seen.
 * @param coverage such as 0.9, between 0 and 1.
 * @returns `Infinity` where that index is greater than n: nothing narrower can be promised (n < 9 for 90 %, n < 19 for 95 %).
 * @throws RangeError for another coverage or a residual that is not a finite number.
 */
export function conformalRadius(residuals: readonly number[], coverage: number): number {
  if (!(coverage > 0 && coverage < 1)) throw new RangeError(`coverage ${coverage}`);
  requireFinite(residuals);
  // Less a little, so that (9 + 1) · 0.9 is 9 in floating point too.
  const rank = Math.ceil((residuals.length + 1) * coverage - 1e-9);
  if (rank > residuals.length) return Number.POSITIVE_INFINITY;
  return at(Float64Array.from(residuals, Math.abs).sort(), rank - 1);
}
