import { shownBeside, shownSeconds, spanLengthOf, spanWithin } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { readWindows } from './windowed.ts';

const operator = {
  id: 'blockiness',
  version: 1,
  title: 'Compression blocks',
  rationales: ['aesthetics.visual-quality.rendering-quality.no-compression-blocks'],
  quantity: 'luma steps on the 8-pixel grid against steps beside it',
  unit: '×',
  source:
    'Mean luma step across the borders of 8×8 px blocks over the mean step inside them, on native pixels at the centre of the picture; median over 1 s. Codecs that smooth block borders hide much of the fault from this number.',
} as const;

export const blockiness: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const { partial } = threshold;
    const reading = readWindows(signals, range, signals.frames.series.blockiness, { seconds: 1, leastFrames: 5, limit: partial });
    if (!reading.where) return { status: 'unmeasurable', reason: 'Too few frames in one shot to judge compression blocks.' };
    const events = reading.above.map((run) => {
      const length = shownSeconds(spanLengthOf(signals, run));
      const sentence = `Square compression blocks show for ${length}: luma steps on their grid are ${shownBeside(partial, run.value)} times those beside it (limit ${partial}).`;
      return measuredEvent(operator, { value: run.value, span: spanWithin(signals, run, range), sentence, threshold });
    });
    const value = reading.highest;
    const summary =
      value > partial
        ? `Square compression blocks show: luma steps on their grid are up to ${shownBeside(partial, value)} times those beside it (limit ${partial}).`
        : `No square compression blocks: luma steps on their grid are at most ${shownBeside(partial, value)} times those beside it (limit ${partial}).`;
    return {
      status: 'measured',
      summary: measuredEvent(operator, { value, span: spanWithin(signals, reading.where, range), sentence: summary, threshold }),
      events,
    };
  },
};
