/**
 * How far a score that knew nothing but what raters have in common can correlate with the mean of k of them: √ρₖ, where the
 * reliability of the mean is ρₖ = kρ/(1 + (k−1)ρ) (Spearman, "Correlation calculated from faulty data", and Brown, "Some experimental
 * results in the correlation of mental abilities", Br. J. Psychol. 3, 1910), and a correlation is bounded by the square root of
 * reliability (Spearman, "The proof and measurement of association between two things", Am. J. Psychol. 15, 1904).
 *
 * @param alpha reliability of a single rater, as Krippendorff's α estimates it; 0 or less leaves nothing to agree with.
 * @param raters mean number k of raters behind a mean, ≥ 1.
 * @returns 0…1.
 */
export function raterCeiling(alpha: number, raters: number): number {
  if (alpha <= 0) return 0;
  return Math.sqrt((raters * alpha) / (1 + (raters - 1) * alpha));
}
