import type { ReliabilityBin } from '../stats/reliabilityDiagram.ts';
import type { HeldOutFigures } from './heldOutFigures.ts';

/** Length of an axis of the diagram. */
export const PLOT_SIDE = 240;
/** Room for the words at the left and below. */
export const PLOT_MARGIN = 40;
/** Room at the top and at the right, where dots may stand over the edge. */
export const PLOT_EDGE = 12;

/** Clips of one stretch of the scale, in the diagram's own coordinates. */
export interface PlotDot {
  readonly kind: 'raw' | 'calibrated';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** In words, for whoever points at it or cannot see it. */
  readonly title: string;
}

export const plotX = (score: number): number => PLOT_MARGIN + score * PLOT_SIDE;
export const plotY = (score: number): number => PLOT_EDGE + (1 - score) * PLOT_SIDE;

/** The dots of a reliability diagram: the judge's score along x, the experts' mean along y; their size tells how many clips they are. */
export function reliabilityDots({ raw, calibrated }: HeldOutFigures['reliability']): PlotDot[] {
  const most = Math.max(1, ...[...raw, ...calibrated].map(({ count }) => count));
  const dotsOf = (kind: PlotDot['kind'], bins: readonly ReliabilityBin[]): PlotDot[] =>
    bins.flatMap(({ count, meanPredicted, meanObserved }) => {
      if (meanPredicted === null || meanObserved === null) return [];
      const clips = count === 1 ? '1 clip' : `${count} clips`;
      return {
        kind,
        x: plotX(meanPredicted),
        y: plotY(meanObserved),
        radius: 3 + 6 * Math.sqrt(count / most),
        title: `${kind}: ${clips}, judge ${points(meanPredicted)}, experts ${points(meanObserved)}`,
      };
    });
  return [...dotsOf('raw', raw), ...dotsOf('calibrated', calibrated)];
}

/** What the diagram shows, for those who cannot see it. */
export function reliabilityText(title: string, reliability: HeldOutFigures['reliability']): string {
  const dots = reliabilityDots(reliability).map((dot) => dot.title);
  return `Reliability of ${title} on held-out clips, in points of 0 to 100. ${dots.join('; ')}.`;
}

const points = (score: number): string => (100 * score).toFixed(0);
