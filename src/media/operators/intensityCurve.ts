import { AUDIO_HOP } from '../../core/series/sound.ts';
import type { Signals } from '../../core/signals.ts';
import { formatTime } from '../../core/time.ts';
import { framesIn, shown } from './frames.ts';
import { cameraPace, localPace } from './movement.ts';
import { measuredEvent, type OperatorContext, type ProxyOperator, type Trace } from './operator.ts';

/** Seconds between two points of the curve, and seconds that each looks at. */
const STEP = 0.5;
const WINDOW = 2;
const LEAST_POINTS = 6;
/** Percent of the picture per second, cuts per second and decibels below full scale that stand for the full strength of each. */
const FULL_MOVEMENT = 60;
const FULL_CUTTING = 1;
const QUIET = -50;
const LOUD = -14;

const operator = {
  id: 'intensity-curve',
  version: 1,
  title: 'Curve of intensity',
  proxyFor: [
    'affectivity.progression.intensity-layering.intensity-builds',
    'affectivity.progression.intensity-layering.not-flat',
  ],
  quantity: 'rise from the quiet to the strong parts',
  unit: '% of full strength',
  source:
    'Mean of what there is of three strengths over 2 s: movement (camera and picture, square root, 60 % of the picture per second = full), sound (−50 to −14 dB root mean square), cutting (one cut a second = full); difference between its 90th and 10th percentile. Own method; what a scene means is not in it.',
} as const;

export const intensityCurve: ProxyOperator = {
  ...operator,
  measure(context) {
    const curve = curveOf(context);
    if (curve.values.length < LEAST_POINTS) {
      return { status: 'unmeasurable', reason: 'This range is too short for strength to build up.' };
    }
    const { times, values } = curve;
    const sorted = values.slice().sort();
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
    const value = at(0.9) - at(0.1);
    const peak = values.reduce((best, strength, i) => (strength > (values[best] ?? 0) ? i : best), 0);
    let start = peak;
    while (start > 0 && (values[start - 1] ?? 0) < (values[start] ?? 0) + 1) start--;
    const approach = (times[peak] ?? 0) - (times[start] ?? 0);
    const climb = approach >= 1 ? `after a rise of ${shown(approach)} s` : 'without any rise before it';
    const sentence = `Movement, sound and cutting together run from ${shown(at(0.1), 0)} to ${shown(at(0.9), 0)} % of full strength; the peak comes at ${formatTime(times[peak] ?? 0)} ${climb}.`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: context.range, sentence }), events: [] };
  },
  trace(context) {
    const curve = curveOf(context);
    return curve.values.length > 0 ? curve : null;
  },
};

function curveOf({ signals, clip, range }: OperatorContext): Trace {
  const camera = cameraPace(signals, clip);
  const local = localPace(signals);
  const points = Math.max(0, Math.floor((range.end - range.start) / STEP));
  const times = Float64Array.from({ length: points }, (_, i) => range.start + (i + 0.5) * STEP);
  const values = new Float32Array(points);
  times.forEach((time, i) => {
    const start = Math.max(range.start, time - WINDOW / 2);
    const end = Math.min(range.end, time + WINDOW / 2);
    const { from, to } = framesIn(signals, { start, end });
    let movement = 0;
    for (let frame = from; frame < to; frame++) movement += (camera[frame] ?? 0) + (local[frame] ?? 0);
    const strengths = [Math.sqrt(movement / Math.max(1, to - from) / FULL_MOVEMENT)];
    if (signals.boundaries.length > 0) {
      const cuts = signals.boundaries.filter((cut) => cut.start >= start && cut.start < end).length;
      strengths.push(cuts / (end - start) / FULL_CUTTING);
    }
    const level = levelIn(signals, start, end);
    if (level !== null) strengths.push((level - QUIET) / (LOUD - QUIET));
    const held = strengths.map((strength) => Math.min(1, Math.max(0, strength)));
    values[i] = (100 * held.reduce((a, b) => a + b, 0)) / held.length;
  });
  return { times, values };
}

/** Level of the sound in decibels of full scale; `null` without sound. */
function levelIn({ audio }: Signals, start: number, end: number): number | null {
  if (!audio) return null;
  const hops = audio.series.rms.subarray(Math.floor(start / AUDIO_HOP), Math.ceil(end / AUDIO_HOP));
  const power = hops.reduce((sum, rms) => sum + rms * rms, 0) / Math.max(1, hops.length);
  return 10 * Math.log10(power + 1e-12);
}
