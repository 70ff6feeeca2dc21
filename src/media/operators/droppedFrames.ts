import type { Clip } from '../../core/clip.ts';
import type { Signals } from '../../core/signals.ts';
import { type FrameRun, quantile, shown, shownBeside, spanWithin, steadyRuns } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { faultsOverFrames } from './overTime.ts';
import { LEAST_MOVEMENT, stillnessOf } from './stillness.ts';
import { type Step, stepsIn } from './unevenStep.ts';

const LEAST_FRAMES = 12;
/** Frames on either side that tell what is usual. */
const BESIDE = 6;
/** A step much larger than the others is a cut that nobody found. */
const LARGEST_STEP = 12;
/** Before a resting camera a larger step is somebody who acts: heads turn and birds take off from one frame to the next. */
const LARGEST_SUBJECT_STEP = 4;
/** Levels of temporal information that a step adds to the usual ones, as squares add: a key frame may add as much as this. */
const LEAST_EXCESS = 2;
/** A key frame renews the picture: its noise changes by this share for good, and a step then has to be this large. */
const RENEWED = { share: 0.35, times: 1.9 };
/** Change of light in levels and as share of the change by movement, above which a step is no movement. */
const LIGHT = { levels: 4, share: 0.5 };
/** Distances in frames at which steps may recur, and how far a recurring one stands out from its neighbours. */
const RHYTHM = { shortest: 3, longest: 13, peak: 1.2 };
/** A time stamp is missing where a frame stays this many times as long as its neighbours, which agree within this share. */
const GAP = { times: 1.6, agree: 0.12 };
/** Camera movement per frame, in shares of the picture, below which it rests; steps of so small a pixel are measured too coarsely. */
const RESTING = 0.004;

const operator = {
  id: 'dropped-frames',
  version: 3,
  title: 'Missing frames',
  rationales: ['aesthetics.visual-quality.temporal-consistency.no-missing-frames'],
  quantity: 'size of the largest step of movement, beside what its surroundings let expect',
  unit: '×',
  source:
    'How many times larger a step between two frames is than the steps around it: geometric mean of temporal information (ITU-T P.910), luma change and, counting twice, movement (camera and picture), each held against its larger neighbour and the largest of six frames on either side, half and half, and divided by the usual unevenness of neighbouring steps (70th percentile over ten frames on either side), so that uneven movement hides what cannot be told from it. Where the container itself shows a frame for 1.6 times as long as its evenly spaced neighbours while the shot moves, it is that ratio. How many frames are missing follows from movement, on the low side. Cuts, flashes, key frames, steps that recur in a rhythm and those after a repeated frame are left out. Own method.',
} as const;

interface Jump {
  /** The frame that comes too late. */
  readonly frame: number;
  readonly times: number;
  readonly missing: number;
  readonly how: string;
}

export const droppedFrames: FaultOperator = {
  ...operator,
  trace: (context) => faultsOverFrames(droppedFrames, context),
  measure({ signals, clip, range }, threshold) {
    const { partial } = threshold;
    const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= LEAST_FRAMES);
    if (runs.length === 0) return { status: 'unmeasurable', reason: 'Too few frames in one shot to see a jump in movement.' };
    const { repeats } = stillnessOf(signals, runs);
    const jumps = runs.flatMap((run) => jumpsIn(signals, clip, run, repeats));
    const events = jumps
      .filter(({ times }) => times > partial)
      .map(({ frame, times, missing, how }) => {
        const count = missing === 1 ? 'About one frame is missing' : `About ${missing} frames are missing`;
        const sentence = `${count} in the middle of movement: ${how}, ${shownBeside(partial, times, 2)} times what its surroundings let expect (limit ${partial}).`;
        const span = spanWithin(signals, { from: frame, to: frame + 1 }, range);
        return measuredEvent(operator, { value: times, span, sentence, threshold });
      });
    const worst = worstOf(events);
    if (worst) return { status: 'measured', summary: worst, events };
    const value = jumps.reduce((most, { times }) => Math.max(most, times), 0);
    const sentence = `Movement never jumps as it does where a frame is missing (limit ${partial} times what its surroundings let expect).`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence, threshold }), events };
  },
};

function jumpsIn(signals: Signals, clip: Clip, run: FrameRun, repeats: Uint8Array): Jump[] {
  const jumps: Jump[] = [];
  for (let frame = run.from + 2; frame < run.to - 1; frame++) {
    const gap = repeats[frame] === 1 || repeats[frame - 1] === 1 ? null : gapAt(signals, run, frame);
    if (gap) jumps.push(gap);
  }
  for (const step of stepsIn(signals, clip, run, repeats)) {
    if (jumps.some(({ frame }) => frame === step.frame) || !isJump(signals, run, step, repeats)) continue;
    const missing = Math.max(1, Math.round(step.motion) - 1);
    jumps.push({ frame: step.frame, times: step.times, missing, how: `it jumps by ${shown(step.motion)} times its usual step` });
  }
  return jumps.sort((a, b) => a.frame - b.frame);
}

/** A hole in otherwise even time stamps, over which the shot moves. */
function gapAt(signals: Signals, run: FrameRun, frame: number): Jump | null {
  const { times, series } = signals.frames;
  const intervals: number[] = [];
  for (let i = Math.max(run.from + 1, frame - BESIDE); i <= Math.min(run.to - 1, frame + BESIDE); i++) {
    if (i !== frame) intervals.push((times[i] ?? 0) - (times[i - 1] ?? 0));
  }
  intervals.sort((a, b) => a - b);
  const usual = intervals[intervals.length >> 1] ?? 0;
  const [least = 0, most = 0] = [intervals[0], intervals.at(-1)];
  const own = (times[frame] ?? 0) - (times[frame - 1] ?? 0);
  if (usual <= 0 || own < GAP.times * usual || most - least > GAP.agree * usual + 0.002) return null;
  if ((series.temporalInformation[frame] ?? 0) < LEAST_MOVEMENT) return null;
  return {
    frame,
    times: own / usual,
    missing: Math.max(1, Math.round(own / usual) - 1),
    how: `one frame stays for ${shown(own * 1000, 0)} ms where the others stay for ${shown(usual * 1000, 0)} ms`,
  };
}

/** Is a step one of movement that goes on, and not light, a key frame, a cut or somebody who acts? */
function isJump(signals: Signals, run: FrameRun, { frame, times, usual }: Step, repeats: Uint8Array): boolean {
  const { temporalInformation, change, lumaStep, lumaSpread } = signals.frames.series;
  const own = temporalInformation[frame] ?? 0;
  const light = Math.abs(lumaStep[frame] ?? 0);
  if (light > LIGHT.levels || light > LIGHT.share * (change[frame] ?? 0)) return false;
  if (usual < LEAST_MOVEMENT || own > LARGEST_STEP * usual || own ** 2 - usual ** 2 < LEAST_EXCESS ** 2) return false;
  const before = neighbours(run, frame, -1, repeats);
  const after = neighbours(run, frame, 1, repeats);
  if (times < RENEWED.times && isRenewed(signals, before, after)) return false;
  if (isInRhythm(signals, run, frame)) return false;
  if (cameraMoves(signals, [...before, ...after])) return true;
  // Two pictures that have nothing in common differ by more than their own contrast: a cut that nobody found.
  return own <= (lumaSpread[frame] ?? 0) && own <= LARGEST_SUBJECT_STEP * usual;
}

/** Is the noise of the picture another one from here on? */
function isRenewed(signals: Signals, before: readonly number[], after: readonly number[]): boolean {
  const { noise } = signals.frames.series;
  const [earlier, later] = [before, after].map((frames) => {
    const values = Float32Array.from(frames, (i) => noise[i] ?? 0);
    return quantile(values, { from: 0, to: values.length }, 0.5) ?? 0;
  }) as [number, number]; // two in, two out
  return Math.abs(later - earlier) > RENEWED.share * Math.max(earlier, later);
}

/** Does the same step come again and again at one distance, as when 30 frames a second are conformed to 25? */
function isInRhythm(signals: Signals, run: FrameRun, frame: number): boolean {
  const { temporalInformation } = signals.frames.series;
  const at = (place: number) => temporalInformation[place] ?? 0;
  const isPeak = (place: number) => {
    const before = [at(place - 2), at(place - 1)] as const;
    const after = [at(place + 1), at(place + 2)] as const;
    if (at(place) < Math.max(...before, ...after)) return false;
    const innerTwo = Math.max(Math.min(...before), Math.min(...after)) + Math.min(Math.max(...before), Math.max(...after));
    return at(place) >= (RHYTHM.peak * innerTwo) / 2;
  };
  for (let distance = RHYTHM.shortest; distance <= RHYTHM.longest; distance++) {
    const places = [-2, -1, 1, 2]
      .map((times) => frame + times * distance)
      .filter((place) => place > run.from + 2 && place < run.to - 2);
    if (places.length >= 2 && places.filter(isPeak).length >= Math.min(3, places.length)) return true;
  }
  return false;
}

/** Does the camera go somewhere around a step? */
function cameraMoves(signals: Signals, frames: readonly number[]): boolean {
  const { panX, panY, panConfidence } = signals.frames.series;
  const told = frames.filter((frame) => (panConfidence[frame] ?? 0) >= 0.5);
  const mean = (series: Float32Array) => told.reduce((sum, frame) => sum + (series[frame] ?? 0), 0) / told.length;
  return told.length >= BESIDE && Math.hypot(mean(panX), mean(panY)) >= RESTING;
}

/** The nearest frames in one direction that do not repeat, from the nearest on. */
function neighbours(run: FrameRun, frame: number, direction: 1 | -1, repeats: Uint8Array): number[] {
  const found: number[] = [];
  for (let i = frame + direction; i > run.from && i < run.to && found.length < BESIDE; i += direction) {
    if (repeats[i] !== 1) found.push(i);
  }
  return found;
}
