import type { DrawnTrace } from '../../../src/core/trace.ts';
import type { TimeScale } from './scale.ts';

/** A trace in the coordinates of its track: x in pixels, height as a share of the track (0 = bottom). */
export interface TracePlot {
  readonly width: number;
  /** Unbroken stretches; a single point has a short line of its own. */
  readonly lines: readonly (readonly { readonly x: number; readonly share: number }[])[];
  readonly limits: readonly { readonly grade: 'partial' | 'fail'; readonly share: number }[];
}

/** The limits are drawn when they are not so far away that they would press the curve flat: this many times its own extent. */
const FAR = 4;

export function tracePlot({ times, values, threshold }: DrawnTrace, scale: TimeScale): TracePlot {
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
  const lines: { x: number; share: number }[][] = [];
  let line: { x: number; share: number }[] = [];
  const endLine = () => {
    const [only] = line;
    if (only && line.length === 1) line.push({ x: only.x + 1, share: only.share });
    if (line.length > 0) lines.push(line);
    line = [];
  };
  values.forEach((value, i) => {
    if (Number.isNaN(value)) endLine();
    else line.push({ x: scale.xOf(times[i] ?? 0), share: shareOf(value) });
  });
  endLine();
  const limits = shownLimits.map((grade) => ({ grade, share: shareOf(threshold?.[grade] ?? 0) }));
  return { width: scale.width, lines, limits };
}
