import type { DrawnTrace } from '../../../src/core/trace.ts';

/** A measurement as heights in its track, 0 = bottom and 1 = top. */
export interface TraceShape {
  readonly trace: DrawnTrace;
  /** One height per time of the trace; NaN where there is no value. */
  readonly shares: Float32Array;
  readonly limits: readonly { readonly grade: 'partial' | 'fail'; readonly share: number }[];
}

/** The limits are drawn when they are not so far away that they would press the curve flat: this many times its own extent. */
const FAR = 4;

export function traceShape(trace: DrawnTrace): TraceShape {
  const { values, threshold } = trace;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const extent = high - low;
  const near = (limit: number) => limit <= high + FAR * extent && limit >= low - FAR * extent;
  const shownLimits = threshold ? (['partial', 'fail'] as const).filter((grade) => near(threshold[grade])) : [];
  for (const grade of shownLimits) {
    low = Math.min(low, threshold?.[grade] ?? low);
    high = Math.max(high, threshold?.[grade] ?? high);
  }
  // A quantity that does not change is drawn in the middle.
  const shareOf = (value: number) => (high > low ? (value - low) / (high - low) : 0.5);
  const limits = shownLimits.map((grade) => ({ grade, share: shareOf(threshold?.[grade] ?? 0) }));
  return { trace, shares: values.map((value) => (Number.isNaN(value) ? Number.NaN : shareOf(value))), limits };
}
