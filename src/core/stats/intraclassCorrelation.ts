import { at, requireFinite } from './at.ts';

/** The six intraclass correlations with the mean squares behind them; a coefficient is `null` where its denominator is 0. */
export interface IntraclassCorrelations {
  /** Between targets (rows). */
  readonly msr: number;
  /** Between raters (columns). */
  readonly msc: number;
  /** Residual. */
  readonly mse: number;
  /** Within targets. */
  readonly msw: number;
  /** Each target rated by other raters, one rating. */
  readonly icc11: number | null;
  /** Raters drawn at random, absolute agreement, one rating. */
  readonly icc21: number | null;
  /** These raters and no others, consistency, one rating. */
  readonly icc31: number | null;
  /** The same three of the mean of all k ratings. */
  readonly icc1k: number | null;
  readonly icc2k: number | null;
  readonly icc3k: number | null;
}

/**
 * Shrout & Fleiss, "Intraclass correlations: uses in assessing rater reliability", Psychological Bulletin 86 (1979).
 *
 * @param rows one per target, one rating per rater; the caller leaves incomplete targets out and says so.
 * @returns `null` with fewer than two targets or raters.
 * @throws RangeError for rows of different length or numbers that are not finite.
 */
export function intraclassCorrelations(rows: readonly (readonly number[])[]): IntraclassCorrelations | null {
  const n = rows.length;
  const k = rows[0]?.length ?? 0;
  for (const row of rows) {
    if (row.length !== k) throw new RangeError(`rows of ${k} and ${row.length} ratings`);
    requireFinite(row);
  }
  if (n < 2 || k < 2) return null;
  const rowMeans = rows.map((row) => row.reduce((sum, value) => sum + value, 0) / k);
  const grand = rowMeans.reduce((sum, value) => sum + value, 0) / n;
  const columnMeans = Array.from({ length: k }, (_, column) => rows.reduce((sum, row) => sum + at(row, column), 0) / n);
  const betweenRows = k * sumOfSquares(rowMeans.map((value) => value - grand));
  const betweenColumns = n * sumOfSquares(columnMeans.map((value) => value - grand));
  let within = 0;
  let residual = 0;
  for (const [index, row] of rows.entries()) {
    const rowMean = at(rowMeans, index);
    within += sumOfSquares(row.map((value) => value - rowMean));
    residual += sumOfSquares(row.map((value, column) => value - rowMean - at(columnMeans, column) + grand));
  }
  const msr = betweenRows / (n - 1);
  const msc = betweenColumns / (k - 1);
  const mse = residual / ((n - 1) * (k - 1));
  const msw = within / (n * (k - 1));
  return {
    msr,
    msc,
    mse,
    msw,
    icc11: ratio(msr - msw, msr + (k - 1) * msw),
    icc21: ratio(msr - mse, msr + (k - 1) * mse + (k * (msc - mse)) / n),
    icc31: ratio(msr - mse, msr + (k - 1) * mse),
    icc1k: ratio(msr - msw, msr),
    icc2k: ratio(msr - mse, msr + (msc - mse) / n),
    icc3k: ratio(msr - mse, msr),
  };
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}
