import type { PictureSamples } from './series/sampled.ts';

/** Share 0…1 of all saliency in one ninth of the picture below which, with so many places that compete, nothing draws the eye first. */
const SCATTERED = 0.18;
const COMPETING = 6;

/** What the saliency of pictures, however they are combined, says together. */
export interface Saliency {
  /** Share 0…1 of all saliency in the best window of a third by a third of the picture. */
  readonly concentration: number;
  /** Separate places that are about as salient as the most salient one; 0 in a flat picture. */
  readonly peaks: number;
}

/** Is there a place that draws the eye before others do? */
export function hasSubject({ concentration, peaks }: Saliency): boolean {
  return peaks > 0 && (concentration >= SCATTERED || peaks < COMPETING);
}

/** The saliency of one sampled picture. */
export function saliencyOf({ series }: PictureSamples, sample: number): Saliency {
  return { concentration: series.saliencyConcentration[sample] ?? 0, peaks: series.saliencyPeaks[sample] ?? 0 };
}
