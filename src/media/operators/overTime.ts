import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import { firstFrom, framesIn } from './frames.ts';
import type { FaultOperator, OperatorContext, Trace } from './operator.ts';
import { hopsIn } from './sound.ts';
import { hopTrace } from './soundBlocks.ts';

/** One value per frame of the range; `null` without frames. */
export function frameTrace(signals: Signals, range: TimeSpan, values: Float32Array): Trace | null {
  const { from, to } = framesIn(signals, range);
  return to > from ? { times: signals.frames.times.slice(from, to), values: values.slice(from, to) } : null;
}

/** Samples of `signals.samples` whose frame appears inside the range. */
export function samplesIn(signals: Signals, range: TimeSpan): number[] {
  const { from, to } = framesIn(signals, range);
  const first = firstFrom(signals.samples.frames, from);
  return Array.from({ length: firstFrom(signals.samples.frames, to) - first }, (_, i) => first + i);
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

/** Limits that whatever there is exceeds. */
const EVERYTHING = { faultWhen: 'above', partial: 0, fail: Number.POSITIVE_INFINITY } as const;

/** For every frame the value of what a fault operator finds there, however little, and 0 where it finds nothing. */
export function faultsOverFrames(operator: FaultOperator, context: OperatorContext): Trace | null {
  const { signals, range } = context;
  const values = faultValues(operator, context, signals.frames.times.length, (span) => framesIn(signals, span));
  return values && frameTrace(signals, range, values);
}

/** The same for every hop of the sound. */
export function faultsOverSound(operator: FaultOperator, context: OperatorContext): Trace | null {
  const { audio } = context.signals;
  if (!audio) return null;
  const values = faultValues(operator, context, audio.series.rms.length, (span) => hopsIn(audio, span));
  return values && hopTrace(hopsIn(audio, context.range), (hop) => values[hop] ?? 0);
}

function faultValues(
  operator: FaultOperator,
  context: OperatorContext,
  length: number,
  placesIn: (span: TimeSpan) => { readonly from: number; readonly to: number },
): Float32Array | null {
  const outcome = operator.measure(context, EVERYTHING);
  if (outcome.status !== 'measured') return null;
  const values = new Float32Array(length);
  for (const { measurement } of outcome.events) {
    const { from, to } = placesIn(measurement.span);
    for (let at = from; at < to; at++) values[at] = Math.max(values[at] ?? 0, measurement.value);
  }
  return values;
}
