import { shown } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { audibleSound, type Sound } from './sound.ts';
import { type BlockRun, blockRunsWhere, blockSpan, blocksIn, blockTrace } from './soundBlocks.ts';
import { quantileOf } from './statistics.ts';

/** Blocks (0.8 s) whose offsets count together: deep notes swing to both sides within them. */
const WINDOW = 16;

const operator = {
  id: 'dc-offset',
  version: 1,
  title: 'Offset from rest',
  rationales: ['sound-design.vocal.acoustic-quality.channels-in-order'],
  quantity: 'offset of the waveform from its rest',
  unit: '% of full scale',
  source:
    'The smaller one of mean and median over 0.8 s of the means of 50 ms blocks, the larger one of left and right. The same at every sample rate and level of a codec that passes 0 Hz; many remove it.',
} as const;

/** Offsets in % of full scale, one per block of `run`, each over the window around it. */
function offsets({ blocks: { series } }: Sound, run: BlockRun): Float64Array {
  return Float64Array.from({ length: run.to - run.from }, (_, i) => {
    const from = Math.max(run.from, Math.min(run.from + i - WINDOW / 2, run.to - WINDOW));
    const to = Math.min(run.to, from + WINDOW);
    return 100 * Math.max(restOf(series.leftOffset.subarray(from, to)), restOf(series.rightOffset.subarray(from, to)));
  });
}

/** How far off its rest a window lies: as far as both its mean and its median. */
function restOf(means: Float32Array): number {
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  const median = quantileOf(means, 0.5) ?? 0;
  return mean * median > 0 ? Math.min(Math.abs(mean), Math.abs(median)) : 0;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

/** Does the waveform swing around zero? */
export const audioDcOffset: FaultOperator = {
  ...operator,
  trace({ signals, range }) {
    const { audio } = signals;
    if (!audio) return null;
    const run = blocksIn(audio, range);
    const values = offsets(audio, run);
    return blockTrace(run, (block) => values[block - run.from] ?? 0);
  },
  measure(context, threshold) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const run = blocksIn(sound, range);
    if (run.to - run.from < WINDOW)
      return { status: 'unmeasurable', reason: 'An offset shows only over 0.8 s of sound or more.' };
    const values = offsets(sound, run);
    const events = blockRunsWhere(run, (block) => (values[block - run.from] ?? 0) > threshold.partial).map((stretch) => {
      const value = largest(values.subarray(stretch.from - run.from, stretch.to - run.from));
      const sentence = `The waveform lies ${shown(value)} % of full scale off its rest (limit ${threshold.partial} %).`;
      return measuredEvent(operator, { value, span: blockSpan(stretch, range), sentence, threshold });
    });
    const worst = worstOf(events);
    const value = largest(values);
    const sentence =
      worst?.sentence ?? `The waveform swings around its rest, at most ${shown(value)} % off (limit ${threshold.partial} %).`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence, threshold }), events };
  },
};
