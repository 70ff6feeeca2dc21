import type { Signals } from '../../core/signals.ts';
import { framesIn, shownBeside, shownSeconds, spanLengthOf, spanWithin } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { readWindows } from './windowed.ts';

/** Mean absolute difference of two frames of pure noise, in units of its sigma: 2 / √π. */
const CHANGE_OF_NOISE = 2 / Math.sqrt(Math.PI);

const operator = {
  id: 'noise',
  version: 2,
  title: 'Noise',
  rationales: ['aesthetics.visual-quality.rendering-quality.no-disturbing-noise'],
  quantity: 'strength of noise (sigma)',
  unit: 'luma levels',
  source:
    'Immerkær (1996), "Fast noise variance estimation", per 16×16 px block of native pixels in four tiles of the picture, lower quartile of the blocks, and no more than what changes from frame to frame, so that fine texture does not count; median over 0.5 s, in levels of 255.',
} as const;

export const noise: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const { partial } = threshold;
    const lively = livelyNoise(signals);
    const reading = readWindows(signals, range, lively, { seconds: 0.5, leastFrames: 4, limit: partial });
    if (!reading.where) return { status: 'unmeasurable', reason: 'Too few frames in one shot to judge noise.' };
    const events = reading.above.map((run) => {
      const length = shownSeconds(spanLengthOf(signals, run));
      const sentence = `The picture is noisy for ${length}: sigma ${shownBeside(partial, run.value)} of 255 levels (limit ${partial}).`;
      return measuredEvent(operator, { value: run.value, span: spanWithin(signals, run, range), sentence, threshold });
    });
    const value = reading.highest;
    const summary =
      value > partial
        ? `The picture is noisy: sigma up to ${shownBeside(partial, value)} of 255 levels (limit ${partial}).`
        : `Noise is low: sigma at most ${shownBeside(partial, value)} of 255 levels (limit ${partial}).`;
    return {
      status: 'measured',
      summary: measuredEvent(operator, { value, span: spanWithin(signals, reading.where, range), sentence: summary, threshold }),
      events,
    };
  },
  trace({ signals, range }) {
    const { from, to } = framesIn(signals, range);
    return { times: signals.frames.times.slice(from, to), values: livelyNoise(signals).slice(from, to) };
  },
};

/** Noise of every frame, but no more than what changes: fine texture stands still or moves as a whole. */
function livelyNoise({ frames }: Signals): Float32Array {
  const { detailChange, noise: sigma } = frames.series;
  // Repeated frames show no change, so the livelier of two neighbours counts.
  return sigma.map((value, i) => {
    const change = Math.max(detailChange[i] ?? 0, detailChange[i + 1] ?? 0, detailChange[i - 1] ?? 0);
    return Math.min(value, change / CHANGE_OF_NOISE);
  });
}
