import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import { framesIn } from './frames.ts';
import type { Trace } from './operator.ts';

/** One value per frame of the range; `null` without frames. */
export function frameTrace(signals: Signals, range: TimeSpan, values: Float32Array): Trace | null {
  const { from, to } = framesIn(signals, range);
  return to > from ? { times: signals.frames.times.slice(from, to), values: values.slice(from, to) } : null;
}

/** Samples of `signals.samples` whose frame appears inside the range. */
export function samplesIn(signals: Signals, range: TimeSpan): number[] {
  const { from, to } = framesIn(signals, range);
  const inside: number[] = [];
  for (const [sample, frame] of signals.samples.frames.entries()) if (frame >= from && frame < to) inside.push(sample);
  return inside;
}

/** Clip time in seconds of a sample. */
export function sampleTime({ frames, samples }: Signals, sample: number): number {
  return frames.times[samples.frames[sample] ?? 0] ?? 0;
}

/** One value per sampled picture of the range; `null` without any. */
export function sampleTrace(signals: Signals, range: TimeSpan, value: (sample: number) => number): Trace | null {
  const samples = samplesIn(signals, range);
  if (samples.length === 0) return null;
  return {
    times: Float64Array.from(samples, (sample) => sampleTime(signals, sample)),
    values: Float32Array.from(samples, value),
  };
}
