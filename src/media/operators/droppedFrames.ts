import type { Signals } from '../../core/signals.ts';
import { type FrameRun, quantile, shown, spanWithin, steadyRuns } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { LEAST_MOVEMENT, stillnessOf } from './stillness.ts';

const LEAST_FRAMES = 12;
/** Moving frames on either side that show how evenly a shot moves, and how many there must be. */
const BESIDE = 6;
const LEAST_BESIDE = 4;
/**
 * A step stands out when it is this many times the usual one and this many deviations above it. Two pictures twice as far
 * apart differ by 1.4 (fine texture) to 2 times (soft edges) as much.
 */
const STEP = { times: 1.32, deviations: 5.5 };
/** Deviation below which neighbours are not believed, as share of the usual step. */
const LEAST_DEVIATION = 0.06;
/** Difference between the speeds before and after, as share of the larger: movement goes on as it was. */
const SAME = 0.35;
/** A step much larger than the others is a cut that nobody found. */
const LARGEST_STEP = 12;
/** Before a resting camera a larger step is somebody who acts: heads turn and birds take off from one frame to the next. */
const LARGEST_SUBJECT_STEP = 4;
/** Levels of temporal information that a step adds to the usual ones, as squares add: a key frame may add as much as this. */
const LEAST_EXCESS = 3.5;
/** A key frame renews the picture: its noise changes by this share for good, and a step then has to be this large. */
const RENEWED = { share: 0.15, times: 1.9 };
/** Change of light in levels and as share of the change by movement, above which a step is no movement. */
const LIGHT = { levels: 4, share: 0.5 };
/** Distances in frames at which steps may recur, and how far a recurring one stands out from its neighbours. */
const RHYTHM = { shortest: 3, longest: 13, peak: 1.2 };
/** A time stamp is missing where a frame stays this many times as long as its neighbours, which agree within this share. */
const GAP = { times: 1.6, agree: 0.12 };

const operator = {
  id: 'dropped-frames',
  version: 1,
  title: 'Missing frames',
  rationales: ['aesthetics.visual-quality.temporal-consistency.no-missing-frames'],
  quantity: 'frames missing in one place',
  unit: 'frames',
  source:
    'A step of movement between two frames that stands out among the even steps around it (six on either side): temporal information (ITU-T P.910) and luma change both at least 1.32 times the usual and 5.5 robust deviations above it, and 3.5 levels more; or a frame that the container shows for 1.6 times as long as its evenly spaced neighbours while the shot moves. Value: how many frames would fill the gap, at least 1; where the camera moves, by its step, else a guess on the low side. Cuts, flashes, steps that recur in a rhythm, and movement too uneven to tell are left out.',
} as const;

interface Jump {
  /** The frame that comes too late. */
  readonly frame: number;
  readonly missing: number;
  readonly how: string;
}

export const droppedFrames: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= LEAST_FRAMES);
    if (runs.length === 0) return { status: 'unmeasurable', reason: 'Too few frames in one shot to see a jump in movement.' };
    const events = runs
      .flatMap((run) => jumpsIn(signals, run, threshold.partial))
      .map(({ frame, missing, how }) => {
        const count = missing === 1 ? 'About one frame is missing' : `About ${missing} frames are missing`;
        const sentence = `${count} in the middle of movement: ${how} (none is accepted).`;
        const span = spanWithin(signals, { from: frame, to: frame + 1 }, range);
        return measuredEvent(operator, { value: missing, span, sentence, threshold });
      });
    const clean = 'Movement never jumps as it does where a frame is missing.';
    const worst = worstOf(events);
    return {
      status: 'measured',
      summary: worst ?? measuredEvent(operator, { value: 0, span: range, sentence: clean, threshold }),
      events,
    };
  },
};

function jumpsIn(signals: Signals, run: FrameRun, accepted: number): Jump[] {
  const { repeats } = stillnessOf(signals, run);
  const jumps: Jump[] = [];
  for (let frame = run.from + 2; frame < run.to - 1; frame++) {
    // A frame right after a repeated one makes up for the time that stood still.
    if (repeats[frame] === 1 || repeats[frame - 1] === 1) continue;
    const step = stepAt(signals, run, frame, repeats);
    const jump = gapAt(signals, run, frame) ?? (step && !isInRhythm(signals, run, frame) ? step : null);
    if (jump && jump.missing > accepted) jumps.push(jump);
  }
  return jumps;
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
  const missing = Math.max(1, Math.round(own / usual) - 1);
  return {
    frame,
    missing,
    how: `one frame stays for ${shown(own * 1000, 0)} ms where the others stay for ${shown(usual * 1000, 0)} ms`,
  };
}

/** A step that stands out among the even steps around it. */
function stepAt(signals: Signals, run: FrameRun, frame: number, repeats: Uint8Array): Jump | null {
  const { temporalInformation, change, lumaStep, lumaSpread } = signals.frames.series;
  const before = neighbours(run, frame, -1, repeats);
  const after = neighbours(run, frame, 1, repeats);
  if (before.length < LEAST_BESIDE || after.length < LEAST_BESIDE) return null;
  const light = Math.abs(lumaStep[frame] ?? 0);
  if (light > LIGHT.levels || light > LIGHT.share * (change[frame] ?? 0)) return null;
  const spread = stepOver(temporalInformation, frame, before, after);
  if (!spread || spread.usual < LEAST_MOVEMENT || spread.times > LARGEST_STEP) return null;
  if (spread.usual * Math.sqrt(Math.max(0, spread.times ** 2 - 1)) < LEAST_EXCESS) return null;
  const whole = stepOver(change, frame, before, after);
  if (!whole) return null;
  if (isRenewed(signals, before, after) && Math.min(spread.times, whole.times) < RENEWED.times) return null;
  const camera = cameraStep(signals, frame, before, after);
  // Two pictures that have nothing in common differ by more than their own contrast: a cut that nobody found.
  if (camera === null && (temporalInformation[frame] ?? 0) > (lumaSpread[frame] ?? 0)) return null;
  const times = camera ?? Math.max(spread.times, whole.times);
  if (camera === null && times > LARGEST_SUBJECT_STEP) return null;
  return { frame, missing: Math.max(1, Math.round(times) - 1), how: `it jumps by ${shown(times)} times its usual step` };
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
  const isPeak = (at: number) => {
    const value = temporalInformation[at] ?? 0;
    const around = [at - 2, at - 1, at + 1, at + 2].map((i) => temporalInformation[i] ?? 0).sort((a, b) => a - b);
    return value >= RHYTHM.peak * (((around[1] ?? 0) + (around[2] ?? 0)) / 2) && value >= (around[3] ?? 0);
  };
  for (let distance = RHYTHM.shortest; distance <= RHYTHM.longest; distance++) {
    const places = [-2, -1, 1, 2].map((times) => frame + times * distance).filter((at) => at > run.from + 2 && at < run.to - 2);
    if (places.length >= 2 && places.filter(isPeak).length >= Math.min(3, places.length)) return true;
  }
  return false;
}

/** How many times as large as its even neighbours a value is; `null` where it does not stand out. */
function stepOver(
  series: Float32Array,
  frame: number,
  before: readonly number[],
  after: readonly number[],
): { readonly times: number; readonly usual: number } | null {
  const medianOf = (values: Float32Array) => quantile(values, { from: 0, to: values.length }, 0.5) ?? 0;
  const [earlier, later] = [before, after].map((frames) => Float32Array.from(frames, (i) => series[i] ?? 0)) as [
    Float32Array,
    Float32Array,
  ];
  const all = Float32Array.from([...earlier, ...later]);
  const usual = medianOf(all);
  const own = series[frame] ?? 0;
  // The median absolute deviation of normal values is 0.67 of their standard deviation.
  const deviation = Math.max(LEAST_DEVIATION * usual, 1.48 * medianOf(all.map((value) => Math.abs(value - usual))));
  if (own < STEP.times * usual || own < usual + STEP.deviations * deviation) return null;
  const [slow, fast] = [medianOf(earlier), medianOf(later)].sort((a, b) => a - b) as [number, number];
  // Movement goes on as it was, right from the next frame on, and nothing around comes near this step.
  const others = all.toSorted();
  if (fast - slow > SAME * fast || (others.at(-2) ?? 0) > 0.85 * own || (later[0] ?? 0) > 0.85 * own) return null;
  return { times: own / usual, usual };
}

/** How many times its usual step the camera makes; `null` where it stands or nobody can tell. */
function cameraStep(signals: Signals, frame: number, before: readonly number[], after: readonly number[]): number | null {
  const { panX, panY, panConfidence } = signals.frames.series;
  if ((panConfidence[frame] ?? 0) < 0.5) return null;
  const near = [...before, ...after].filter((i) => (panConfidence[i] ?? 0) >= 0.5);
  const mean = (series: Float32Array) => near.reduce((sum, i) => sum + (series[i] ?? 0), 0) / near.length;
  if (near.length < LEAST_BESIDE) return null;
  const [x, y] = [mean(panX), mean(panY)];
  const usual = Math.hypot(x, y);
  // Steps of a fraction of a small pixel are measured too coarsely to be compared.
  if (usual < 0.004) return null;
  const along = ((panX[frame] ?? 0) * x + (panY[frame] ?? 0) * y) / usual;
  return along / usual >= STEP.times ? along / usual : null;
}

/** The nearest frames in one direction that do not repeat, from the nearest on. */
function neighbours(run: FrameRun, frame: number, direction: 1 | -1, repeats: Uint8Array): number[] {
  const found: number[] = [];
  for (let i = frame + direction; i > run.from && i < run.to && found.length < BESIDE; i += direction) {
    if (repeats[i] !== 1) found.push(i);
  }
  return found;
}
