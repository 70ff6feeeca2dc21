import type { Signals } from '../../core/signals.ts';
import { frameAt } from '../../core/time.ts';
import { shownBeside, shownSeconds } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { quantileOf } from './statistics.ts';
import {
  regionWhere,
  type SampleRun,
  sampleRuns,
  samplesWhere,
  spanOfSamples,
  sustainedHighest,
  tileTrace,
  tileValues,
} from './tileSamples.ts';

/** Heights of steps in luma levels from which they begin to show and from which they do for certain: 8 bits have steps of 1.2. */
const FIRST_SEEN = 2.2;
const CLEARLY_SEEN = 3;
/** Share of a tile, height of its steps in luma levels and samples in a row (1.25 s) from which it is judged by itself. */
const LOCAL = { share: 0.25, step: 2, samples: 5 };
/** Samples on either side whose median a value takes part in. */
const REACH = 1;
/** Samples that bands last at least. */
const LEAST_SAMPLES = 2;
/** Breaks on the codec's grid against those beside it from which steps are put down to blocks. */
const BLOCKS = 1.8;
/** Change of mean luma (natural logarithm) within twice this many seconds from which a picture is fading; near black it says nothing. */
const FADE = { seconds: 0.25, change: 0.06, floor: 4 };
/** Share of the limit down to which bands go on that were above it. */
const LEFT = 0.25;
/** Share of a tile on bands from which it is named as the place. */
const BANDED = 0.01;

const operator = {
  id: 'banding',
  version: 2,
  title: 'Bands in smooth areas',
  rationales: ['aesthetics.visual-quality.rendering-quality.no-banding'],
  quantity: 'share of the picture that shades in steps',
  unit: '%',
  source:
    'Share of lines (rows and columns of native pixels in nine tiles of the picture, four times a second, 16 bits) on staircases: at least three plateaus of 6 px or more without noise, joined by steps of 0.8…20 luma levels in the same direction and of like height. Steps count when their median height over the picture is above 2.2 levels (8 bits have steps of 1.2, a codec leaves some of two levels), fully from 3, or in a tile of which they cover a quarter at 2 levels or more for five samples; median over three samples. One flat colour next to another, as in a drawing, is no staircase; bands under grain do not show and do not count, nor do steps where the blocks of a codec show or the picture fades.',
} as const;

export const banding: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const runs = sampleRuns(signals, range);
    if (runs.length === 0) return { status: 'unmeasurable', reason: 'No frame here was read closely enough to see bands.' };
    const { partial } = threshold;
    let value = 0;
    const events = runs.flatMap((run) => {
      const shares = steadyShares(signals, run);
      value = Math.max(value, sustainedHighest(shares) ?? 0);
      const clear = ({ from, to }: SampleRun) => shares.slice(from - run.from, to - run.from).filter((share) => share > partial);
      // Bands cover less while something passes before them.
      const goesOn = (sample: number) => Math.max(shareOfSample(signals, sample), shares[sample - run.from] ?? 0);
      return samplesWhere(run, (sample) => goesOn(sample) > LEFT * partial)
        .filter((part) => clear(part).length >= Math.min(LEAST_SAMPLES, run.to - run.from))
        .map((part) => {
          const worst = Math.max(...clear(part));
          const span = spanOfSamples(signals, part, range);
          const region = regionWhere(signals, (tile) => shareOfTile(signals, part, tile) > BANDED);
          const sentence = `Smooth areas shade in visible steps for ${shownSeconds(span.end - span.start)}: bands cover ${shownBeside(partial, worst)} % of the picture (limit ${partial} %).`;
          return measuredEvent(operator, { value: worst, span, sentence, threshold, ...(region && { region }) });
        });
    });
    const sentence = `Steps in smooth areas cover at most ${shownBeside(partial, value)} % of the picture (limit ${partial} %).`;
    return {
      status: 'measured',
      summary: worstOf(events) ?? measuredEvent(operator, { value, span: range, sentence, threshold }),
      events,
    };
  },
  trace: ({ signals, range }) => tileTrace(signals, range, (sample) => shareOfSample(signals, sample)),
};

/** Percentage of the picture on visible steps for each sample of a run, single samples smoothed away. */
function steadyShares(signals: Signals, { from, to }: SampleRun): number[] {
  const shares = Array.from({ length: to - from }, (_, i) => shareOfSample(signals, from + i));
  return shares.map((share, i) => quantileOf(shares.slice(Math.max(0, i - REACH), i + REACH + 1), 0.5) ?? share);
}

function shareOfSample(signals: Signals, sample: number): number {
  const { regions, times } = signals.tiles;
  // Blocks of a codec end in steps as well, which are another fault.
  if (showsBlocks(signals, times[sample] ?? 0) || isFading(signals, times[sample] ?? 0)) return 0;
  const seen = visibility(signals, sample);
  let sum = 0;
  for (let tile = 0; tile < regions.length; tile++) sum += visibleShare(signals, sample, tile, seen);
  return (100 * sum) / Math.max(1, regions.length);
}

function showsBlocks({ frames }: Signals, time: number): boolean {
  const frame = frameAt(frames, time);
  return Math.sqrt((frames.series.blockiness[frame] ?? 1) * (frames.series.blockBends[frame] ?? 1)) > BLOCKS;
}

/** The few levels of a picture that comes out of black, or goes, lie in steps for a moment. */
function isFading({ frames }: Signals, time: number): boolean {
  const { lumaMean } = frames.series;
  const [before, after] = [
    lumaMean[frameAt(frames, time - FADE.seconds)] ?? 0,
    lumaMean[frameAt(frames, time + FADE.seconds)] ?? 0,
  ];
  return Math.abs(Math.log((after + FADE.floor) / (before + FADE.floor))) > FADE.change;
}

/**
 * How well the steps of a sample show, 0…1, by their median height over the picture: where shading has lost levels it has lost them
 * everywhere, while steps of two levels here and there belong to a codec.
 */
function visibility(signals: Signals, sample: number): number {
  const one = { from: sample, to: sample + 1 };
  const heights = tileValues(signals, 'bandStep', one);
  const shares = tileValues(signals, 'bandedShare', one);
  const order = [...heights.keys()]
    .filter((tile) => !Number.isNaN(heights[tile] ?? Number.NaN))
    .sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const half = order.reduce((sum, tile) => sum + (shares[tile] ?? 0), 0) / 2;
  let passed = 0;
  for (const tile of order) {
    passed += shares[tile] ?? 0;
    if (passed >= half) return Math.min(1, Math.max(0, ((heights[tile] ?? 0) - FIRST_SEEN) / (CLEARLY_SEEN - FIRST_SEEN)));
  }
  return 0;
}

/** Share of a tile on steps that show; `seen` is what `visibility` says of the sample. */
function visibleShare(signals: Signals, sample: number, tile: number, seen: number): number {
  const share = shareAt(signals, sample, tile);
  return seen < 1 && isLasting(signals, sample, tile) ? share : seen * share;
}

/** Does a tile shade in clear steps for a second around a sample, whatever the rest of the picture does? A key frame does for a moment. */
function isLasting(signals: Signals, sample: number, tile: number): boolean {
  const isBanded = (at: number) =>
    shareAt(signals, at, tile) > LOCAL.share &&
    (tileValues(signals, 'bandStep', { from: at, to: at + 1 })[tile] ?? 0) >= LOCAL.step;
  if (!isBanded(sample)) return false;
  let from = sample;
  let to = sample + 1;
  while (to - from < LOCAL.samples && from > 0 && isBanded(from - 1)) from--;
  while (to - from < LOCAL.samples && to < signals.tiles.times.length && isBanded(to)) to++;
  return to - from >= LOCAL.samples;
}

function shareAt(signals: Signals, sample: number, tile: number): number {
  return tileValues(signals, 'bandedShare', { from: sample, to: sample + 1 })[tile] ?? 0;
}

function shareOfTile(signals: Signals, { from, to }: SampleRun, tile: number): number {
  let sum = 0;
  for (let sample = from; sample < to; sample++) sum += visibleShare(signals, sample, tile, visibility(signals, sample));
  return sum / (to - from);
}
