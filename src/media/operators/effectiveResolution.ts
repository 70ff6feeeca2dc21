import { framesIn, quantile, shownBeside } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { quantileOf } from './statistics.ts';
import { sampleRuns, tileTrace, tileValues } from './tileSamples.ts';

/** Share of the tiles that count as the sharpest places of the picture. */
const SHARPEST = 0.05;
/** Tiles with clear edges that it takes to speak of the picture. */
const LEAST_TILES = 8;
/** Sigma of noise in luma levels above which noise passes for edges. */
const MOST_NOISE = 4;

const operator = {
  id: 'effective-resolution',
  version: 1,
  title: 'Detail for the size of the picture',
  rationales: ['aesthetics.visual-quality.rendering-quality.detail-resolved'],
  quantity: 'resolution reached where the picture is sharpest',
  unit: '%',
  source:
    'Pixels over which edges rise (height over steepest step, edges of at least 24 luma levels along rows and columns of nine tiles, four times a second): sharpest tenth of the edges of each tile, 5th percentile of the tiles over the range, as a share 1 / pixels. Shallow focus and soft shots do not matter as long as any place is sharp at any time; enlarging twice a picture that was sharp to the pixel looks the same as a soft lens.',
} as const;

export const effectiveResolution: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const frames = framesIn(signals, range);
    if ((quantile(signals.frames.series.noise, frames, 0.5) ?? 0) > MOST_NOISE) {
      return { status: 'unmeasurable', reason: 'The picture is too noisy to tell its edges from grain.' };
    }
    const widths = sampleRuns(signals, range).flatMap((run) =>
      [...tileValues(signals, 'edgeWidth', run)].filter((width) => !Number.isNaN(width)),
    );
    const width = quantileOf(widths, SHARPEST);
    if (width === null || widths.length < LEAST_TILES) {
      return { status: 'unmeasurable', reason: 'Too few clear edges to judge how much detail the picture holds.' };
    }
    const { partial } = threshold;
    const value = Math.min(100, 100 / width);
    const shownValue = shownBeside(partial, value, 0);
    const sentence =
      value < partial
        ? `Even the sharpest edges take ${width.toFixed(1)} pixels: the picture holds ${shownValue} % of the detail that its size could (limit ${partial} %), as if it were enlarged.`
        : `The sharpest edges take ${width.toFixed(1)} pixels: ${shownValue} % of what the size allows (limit ${partial} %).`;
    const summary = measuredEvent(operator, { value, span: range, sentence, threshold });
    return { status: 'measured', summary, events: value < partial ? [summary] : [] };
  },
  trace: ({ signals, range }) =>
    tileTrace(signals, range, (sample) => {
      const width = quantileOf(tileValues(signals, 'edgeWidth', { from: sample, to: sample + 1 }), 0);
      return width === null ? null : Math.min(100, 100 / width);
    }),
};
