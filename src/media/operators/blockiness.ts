import type { MeasuredEvent } from '../../core/measurement.ts';
import type { Signals } from '../../core/signals.ts';
import { overlap } from '../../core/time.ts';
import { blockyStretchesIn } from './blockyStretches.ts';
import { framesIn, shownBeside, shownSeconds, spanLengthOf, spanWithin, steadyRuns } from './frames.ts';
import { keyFrameBlocksIn } from './keyFrameBlocks.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { readWindows } from './windowed.ts';

/** What a stretch has beyond the frames around it counts by so much more: texture cannot have brought that. */
const WEIGHT = 0.5;

const operator = {
  id: 'blockiness',
  version: 4,
  title: 'Compression blocks',
  rationales: ['aesthetics.visual-quality.rendering-quality.no-compression-blocks'],
  quantity: 'luma steps and bends on the 8-pixel grid against those beside it',
  unit: '×',
  source:
    'Geometric mean of two ratios on native pixels in four tiles of the picture: luma steps across the borders of 8×8 px blocks over those inside them, and second differences next to those borders over those in the middle of the blocks, where a decoder that smooths borders moves the fault to; median over 1 s, or the middle one of single frames 2.1 s apart at most that reach 1.3 times that: where much moves, only key frames show blocks on the grid. Texture and coarse grain reach 1.6 as well, but do not come and go at once: in a stretch of 0.4…10 s that is at least 1.25 times as high as right before and after it, from one frame to the next, the median counts, and what it has beyond them counts by half as much again. What is left of it in H.264, HEVC, VP9 and AV1 at low rates is mostly softness, which this number does not see; a picture that was scaled after coding has lost its grid.',
} as const;

export const blockiness: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const { partial } = threshold;
    const blocks = blocksOf(signals);
    const reading = readWindows(signals, range, blocks, { seconds: 1, leastFrames: 5, limit: partial });
    if (!reading.where) return { status: 'unmeasurable', reason: 'Too few frames in one shot to judge compression blocks.' };
    const stretches = steadyRuns(signals, range)
      .flatMap((run) => blockyStretchesIn(signals, run, blocks))
      .map((part) => ({ ...part, value: part.inside + WEIGHT * (part.inside - part.outside) }));
    const starved = stretches
      .filter((part) => part.value > partial)
      .map((part) => {
        const length = shownSeconds(spanLengthOf(signals, part));
        const sentence = `Square compression blocks come and go at once and show for ${length}: luma breaks on their grid are ${shownBeside(partial, part.value)} times those beside it, what the rest of the shot does not have weighted by half as much again (limit ${partial}).`;
        return measuredEvent(operator, { value: part.value, span: spanWithin(signals, part, range), sentence, threshold });
      });
    const keyed = steadyRuns(signals, range).flatMap((run) => keyFrameBlocksIn(signals, run, blocks, 1));
    const pulsing = steadyRuns(signals, range)
      .flatMap((run) => keyFrameBlocksIn(signals, run, blocks, partial))
      .filter((part) => reading.above.every((run) => run.to <= part.from || part.to <= run.from))
      .map((part) => {
        const length = shownSeconds(spanLengthOf(signals, part));
        const sentence = `Square compression blocks flash up with every key frame for ${length}: luma breaks on their grid are ${shownBeside(partial, part.value)} times those beside it (limit ${partial}).`;
        return measuredEvent(operator, { value: part.value, span: spanWithin(signals, part, range), sentence, threshold });
      });
    const lasting = reading.above.map((run) => {
      const length = shownSeconds(spanLengthOf(signals, run));
      const sentence = `Square compression blocks show for ${length}: luma breaks on their grid are ${shownBeside(partial, run.value)} times those beside it (limit ${partial}).`;
      return measuredEvent(operator, { value: run.value, span: spanWithin(signals, run, range), sentence, threshold });
    });
    const isNew = ({ measurement }: MeasuredEvent) =>
      starved.every((event) => !overlap(event.measurement.span, measurement.span));
    const events = [...starved, ...[...lasting, ...pulsing].filter(isNew)].sort(
      (a, b) => a.measurement.span.start - b.measurement.span.start,
    );
    const value = Math.max(reading.highest, ...[...keyed, ...stretches].map((part) => part.value));
    const sentence = `No square compression blocks: luma breaks on their grid are at most ${shownBeside(partial, value)} times those beside it (limit ${partial}).`;
    const span = spanWithin(signals, reading.where, range);
    return {
      status: 'measured',
      summary: worstOf(events) ?? measuredEvent(operator, { value, span, sentence, threshold }),
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
