import type { Clip } from '../../core/clip.ts';
import type { Signals } from '../../core/signals.ts';
import { shown, steadyRuns } from './frames.ts';
import { cameraSpeed, localPace, movedFrames, perSecond } from './movement.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { referenceOf } from './reference.ts';
import { correlationOf, spreadOf } from './statistics.ts';

/** Seconds that one value of a motion profile covers. */
const STEP = 0.2;
/** Values below which a correlation is chance. */
const LEAST_STEPS = 10;
/** Change per second, in luma levels, and speed in percent of the picture per second, below which a profile is too even to correlate. */
const LEAST_SPREAD = 1;
const LEAST_SPEED_SPREAD = 0.3;
/** Root mean square of camera speed, in percent of the picture per second, below which a camera rests. */
const RESTING = 0.5;

const operator = {
  id: 'reference-motion',
  version: 2,
  title: 'Movement against the reference',
  proxyFor: [
    'acting.action.action-tension.organic-movement',
    'cinematography.pacing.movement-rationality.natural-inertia',
    'multi-shot.rhythm.rhythmic-layering.movement-and-rest',
  ],
  quantity: 'correlation of movement with that of the reference',
  unit: '',
  source:
    'Mean of up to three correlations over the time that both have, in steps of 0.2 s: of the camera (pan, tilt and zoom as one vector of global motion per step; about rest, so that two even pans to one side agree and opposite ones oppose; 0 where one of the two cameras rests), of the speed of what moves beside the camera, and of how much the picture changes (mean absolute luma difference of neighbouring frames), the last two by Pearson. What rests or is too even in clip or reference is left out.',
} as const;

interface Profile {
  /** Camera speed per step, three numbers each: right, down, outwards, in percent of the longer side per second. */
  readonly camera: Float64Array;
  /** Speed of what moves beside the camera, in percent of the longer side per second. */
  readonly local: Float64Array;
  /** Change of the picture in luma levels per second. */
  readonly change: Float64Array;
}

export const referenceMotion: ProxyOperator = {
  ...operator,
  measure(context) {
    const reference = referenceOf(context);
    if ('status' in reference) return reference;
    const steps = Math.floor(Math.min(context.signals.duration, reference.signals.duration) / STEP);
    if (steps < LEAST_STEPS)
      return { status: 'unmeasurable', reason: 'Clip and reference share too little time to compare movement.' };
    const own = profileOf(context.signals, context.clip, steps);
    const other = profileOf(reference.signals, reference.clip, steps);
    const parts = [
      { told: (value: string) => `the camera ${value}`, value: cameraCorrelation(own.camera, other.camera) },
      {
        told: (value: string) => `what moves beside it ${value}`,
        value: courseCorrelation(own.local, other.local, LEAST_SPEED_SPREAD),
      },
      {
        told: (value: string) => `the change of the picture ${value}`,
        value: courseCorrelation(own.change, other.change, LEAST_SPREAD),
      },
    ].flatMap(({ told, value }) => (value === null ? [] : [{ told, value }]));
    if (parts.length === 0)
      return { status: 'unmeasurable', reason: 'Clip or reference moves too evenly for its movement to be compared.' };
    const value = parts.reduce((sum, part) => sum + part.value, 0) / parts.length;
    const each = parts.map(({ told, value: part }) => told(shown(part, 2))).join(', ');
    const sentence = `Movement follows that of the reference at a correlation of ${shown(value, 2)} (1 = together, 0 = independently): ${each}.`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: context.range, sentence }), events: [] };
  },
};

/** Mean speeds over each `STEP`; the first frame of a shot has come from elsewhere, so that cuts do not count. */
function profileOf(signals: Signals, clip: Clip, steps: number): Profile {
  const { times, series } = signals.frames;
  const { x, y, zoom } = cameraSpeed(signals, clip);
  const pace = localPace(signals);
  const change = perSecond(signals, series.change, 1);
  const profile = { camera: new Float64Array(3 * steps), local: new Float64Array(steps), change: new Float64Array(steps) };
  const frames = new Uint32Array(steps);
  for (const run of steadyRuns(signals, { start: 0, end: signals.duration }).map(movedFrames)) {
    for (let frame = run.from; frame < run.to; frame++) {
      const step = Math.floor((times[frame] ?? 0) / STEP);
      if (step >= steps) break;
      frames[step] = (frames[step] ?? 0) + 1;
      profile.local[step] = (profile.local[step] ?? 0) + (pace[frame] ?? 0);
      profile.change[step] = (profile.change[step] ?? 0) + (change[frame] ?? 0);
      for (const [axis, speed] of [x, y, zoom].entries()) {
        const at = 3 * step + axis;
        profile.camera[at] = (profile.camera[at] ?? 0) + (speed[frame] ?? 0);
      }
    }
  }
  const mean = (sum: number, step: number) => sum / Math.max(1, frames[step] ?? 0);
  return {
    camera: profile.camera.map((sum, at) => mean(sum, Math.floor(at / 3))),
    local: profile.local.map(mean),
    change: profile.change.map(mean),
  };
}

/** Correlation about rest of two courses of vectors; 0 where one camera rests, `null` where both do. */
function cameraCorrelation(own: Float64Array, other: Float64Array): number | null {
  const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  const resting = (RESTING ** 2 * own.length) / 3;
  const [squares, others] = [product(own, own), product(other, other)];
  if (squares < resting && others < resting) return null;
  return squares < resting || others < resting ? 0 : product(own, other) / Math.sqrt(squares * others);
}

/** Pearson's r; `null` where one course hardly varies. */
function courseCorrelation(own: Float64Array, other: Float64Array, least: number): number | null {
  return Math.min(spreadOf(own), spreadOf(other)) < least ? null : correlationOf(own, other);
}
