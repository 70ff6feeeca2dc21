import type { Signals } from '../../core/signals.ts';
import { framesIn, quantile, shownBeside } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { quantileOf } from './statistics.ts';
import { type SampleRun, sampleRuns, tileTrace, tileValues } from './tileSamples.ts';

/** Share of the tiles that need not be as sharp as the place that speaks for the picture. */
const SHARPEST = 0.95;
/** Tiles with clear detail, or else with clear edges, that it takes to speak of the picture. */
const LEAST_TILES = 8;
/** Sigma of noise in luma levels above which noise passes for detail. */
const MOST_NOISE = 4;

const operator = {
  id: 'effective-resolution',
  version: 2,
  title: 'Detail for the size of the picture',
  rationales: ['aesthetics.visual-quality.rendering-quality.detail-resolved'],
  quantity: 'frequency of the detail where the picture is sharpest',
  unit: '%',
  source:
    'Energy of the second differences of neighbouring pixels over that of pixels two apart, where either is at least 24 luma levels, along rows or columns (whichever is finer) of nine tiles, four times a second. The ratio tells a frequency: 1 : (2 + 2 cos ω)² for a sine. 95th percentile of the tiles over the range, as share ω / π of the finest that the pixels can hold; where a picture is too soft for such bends, edges tell it, of which the steepest step is to the height as in a sine (sharpest tenth of the edges of at least 24 levels of each tile). An edge that is sharp to the pixel gives 60 %, detail of a picture enlarged N times at most about 100 / N %. Shallow focus and soft shots do not matter as long as any place is sharp at any time; enlarging twice a picture that was sharp to the pixel looks the same as a soft lens.',
} as const;

export const effectiveResolution: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const frames = framesIn(signals, range);
    if ((quantile(signals.frames.series.noise, frames, 0.5) ?? 0) > MOST_NOISE) {
      return { status: 'unmeasurable', reason: 'The picture is too noisy to tell its edges from grain.' };
    }
    const runs = sampleRuns(signals, range);
    const frequency =
      sharpest(runs.flatMap((run) => [...tileValues(signals, 'detailFrequency', run)])) ??
      sharpest(runs.flatMap((run) => [...edgeFrequencies(signals, run)]));
    if (frequency === null) {
      return { status: 'unmeasurable', reason: 'Too little clear detail to judge how much of it the picture holds.' };
    }
    const { partial } = threshold;
    const value = 100 * frequency;
    const finest = `${shownBeside(partial, value, 0)} % of the finest detail that its size can hold (limit ${partial} %)`;
    const sentence =
      value < partial
        ? `Even where it is sharpest, the picture reaches ${finest}, as if it were enlarged.`
        : `Where it is sharpest, the picture reaches ${finest}.`;
    const summary = measuredEvent(operator, { value, span: range, sentence, threshold });
    return { status: 'measured', summary, events: value < partial ? [summary] : [] };
  },
  trace: ({ signals, range }) =>
    tileTrace(signals, range, (sample) => {
      const run = { from: sample, to: sample + 1 };
      const finest = quantileOf(tileValues(signals, 'detailFrequency', run), 1) ?? quantileOf(edgeFrequencies(signals, run), 1);
      return finest === null ? null : 100 * finest;
    }),
};

/** What the sharpest tiles reach; `null` where too few of them can tell. */
function sharpest(frequencies: readonly number[]): number | null {
  const known = frequencies.filter((frequency) => !Number.isNaN(frequency));
  return known.length < LEAST_TILES ? null : quantileOf(known, SHARPEST);
}

/** Frequencies of the sines that rise as steeply as the sharpest edges of each tile, as shares of the finest possible. */
function edgeFrequencies(signals: Signals, run: SampleRun): Float32Array {
  return tileValues(signals, 'edgeWidth', run).map((width) => 2 / (Math.PI * width));
}
