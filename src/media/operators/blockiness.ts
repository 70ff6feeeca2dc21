import type { Signals } from '../../core/signals.ts';
import { framesIn, shownBeside, shownSeconds, spanLengthOf, spanWithin } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { readWindows } from './windowed.ts';

const operator = {
  id: 'blockiness',
  version: 2,
  title: 'Compression blocks',
  rationales: ['aesthetics.visual-quality.rendering-quality.no-compression-blocks'],
  quantity: 'luma steps and bends on the 8-pixel grid against those beside it',
  unit: '×',
  source:
    'Geometric mean of two ratios on native pixels in four tiles of the picture: luma steps across the borders of 8×8 px blocks over those inside them, and second differences next to those borders over those in the middle of the blocks, where a decoder that smooths borders moves the fault to; median over 1 s. What is left of it in H.264, HEVC, VP9 and AV1 at low rates is mostly softness, which this number does not see; a picture that was scaled after coding has lost its grid, and where much moves, predicted frames carry blocks off it.',
} as const;

export const blockiness: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const { partial } = threshold;
    const reading = readWindows(signals, range, blocksOf(signals), { seconds: 1, leastFrames: 5, limit: partial });
    if (!reading.where) return { status: 'unmeasurable', reason: 'Too few frames in one shot to judge compression blocks.' };
    const events = reading.above.map((run) => {
      const length = shownSeconds(spanLengthOf(signals, run));
      const sentence = `Square compression blocks show for ${length}: luma breaks on their grid are ${shownBeside(partial, run.value)} times those beside it (limit ${partial}).`;
      return measuredEvent(operator, { value: run.value, span: spanWithin(signals, run, range), sentence, threshold });
    });
    const value = reading.highest;
    const summary =
      value > partial
        ? `Square compression blocks show: luma breaks on their grid are up to ${shownBeside(partial, value)} times those beside it (limit ${partial}).`
        : `No square compression blocks: luma breaks on their grid are at most ${shownBeside(partial, value)} times those beside it (limit ${partial}).`;
    return {
      status: 'measured',
      summary: measuredEvent(operator, { value, span: spanWithin(signals, reading.where, range), sentence: summary, threshold }),
      events,
    };
  },
  trace({ signals, range }) {
    const { from, to } = framesIn(signals, range);
    return { times: signals.frames.times.slice(from, to), values: blocksOf(signals).slice(from, to) };
  },
};

function blocksOf({ frames }: Signals): Float32Array {
  const { blockiness: steps, blockBends } = frames.series;
  return steps.map((value, i) => Math.sqrt(value * (blockBends[i] ?? 1)));
}
