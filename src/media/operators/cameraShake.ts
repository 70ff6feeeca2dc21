import type { Clip } from '../../core/clip.ts';
import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import {
  type FrameRun,
  runsWhere,
  shown,
  shownBeside,
  shownSeconds,
  spanLengthOf,
  spanOf,
  spanWithin,
  steadyRuns,
  trimmed,
  windowAround,
} from './frames.ts';
import { meanOver, sidesOf } from './movement.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { frameTrace } from './overTime.ts';
import { rhythmOf } from './rhythm.ts';
import { stillnessOf } from './stillness.ts';

/** Seconds over which shake is measured. */
const WINDOW = 1;
/** Standard deviation in seconds of the Gaussian that follows the intended path: sway below some 2 Hz is intended. */
const PATH_SIGMA = 0.07;
const LEAST_FRAMES = 10;
/** Below this many frames a second, shake and steps of a steady move cannot be told apart. */
const LEAST_RATE = 14;
/**
 * Share of the textured picture that must follow the camera. A third of it does not agree on a movement by chance: before a large
 * subject that moves, the camera's movement is still right to 0.1 % of the picture.
 */
const LEAST_CONFIDENCE = 0.3;
/** Share of the frames that must be judged before calm can be claimed. */
const LEAST_JUDGED = 0.5;
/** Frames that one picture of conformed material is repeated for at most; standing longer is standing. */
const LONGEST_REPETITION = 4;
/** Step of mean luma in levels beyond which a frame is lit otherwise than the one before it, so that their blocks do not match. */
const RELIT = 20;
/** Changes of direction in a window; fewer are a bump or a correction. */
const LEAST_TURNS = 6;
/** Shaking reaches as far as it keeps this share of its highest value; a window that holds half of it has 0.71. */
const REACH = 0.65;

const operator = {
  id: 'camera-shake',
  version: 5,
  title: 'Camera shake',
  rationales: ['cinematography.pacing.movement-rationality.no-unintended-shake'],
  quantity: 'shake of the whole picture',
  unit: '% of picture size',
  source:
    'The path of global translation minus its Gaussian mean (sigma 0.07 s, so that handheld sway below some 2 Hz and camera moves remain in the path); root mean square over 1 s in percent of the longer picture side, where the direction turns at least 6 times. Where mean luma steps by more than 20 levels, as in flashes, the camera is taken to go on as before. The frequency told is where the spectrum of the path is strongest, from 2 Hz up to half the frame rate.',
} as const;

export const cameraShake: FaultOperator = {
  ...operator,
  measure({ signals, clip, range }, threshold) {
    const { partial } = threshold;
    const runs = runsOf(signals, range);
    if (runs.length === 0) {
      return { status: 'unmeasurable', reason: 'Too few frames (or too few a second) in one shot to tell shake from movement.' };
    }
    const { shake, away, judged } = shakeIn(signals, clip, runs);
    const events = runs.flatMap((run) =>
      joined(
        signals,
        runsWhere(run, (frame) => (shake[frame] ?? 0) > partial),
      ).map((part) => {
        const value = shake.subarray(part.from, part.to).reduce((a, b) => Math.max(a, b), 0);
        const shaking = trimmed(away, grown(shake, part, run, REACH * value), REACH * value);
        const length = shownSeconds(spanLengthOf(signals, shaking));
        const hertz = rhythmOf(signals, clip, shaking);
        const rhythm = hertz === null ? '' : `, most at ${shown(hertz)} Hz`;
        const sentence = `The camera shakes for ${length}, by ${shownBeside(partial, value, 2)} % of the picture size (limit ${partial} %)${rhythm}.`;
        return measuredEvent(operator, { value, span: spanWithin(signals, shaking, range), sentence, threshold });
      }),
    );
    const frames = runs.reduce((sum, { from, to }) => sum + to - from, 0);
    if (events.length === 0 && judged < LEAST_JUDGED * frames) {
      return { status: 'unmeasurable', reason: 'What moves in the picture hides whether the camera moves.' };
    }
    const worst = runs
      .flatMap((run) => Array.from({ length: run.to - run.from }, (_, i) => run.from + i))
      .reduce((a, b) => ((shake[b] ?? 0) > (shake[a] ?? 0) ? b : a));
    const highest = shake[worst] ?? 0;
    const summary =
      highest > partial
        ? `The camera shakes by up to ${shownBeside(partial, highest, 2)} % of the picture size (limit ${partial} %).`
        : `The camera is calm: it shakes by at most ${shownBeside(partial, highest, 2)} % of the picture size (limit ${partial} %).`;
    const span = spanOf(signals, { from: worst, to: worst + 1 });
    return {
      status: 'measured',
      summary: measuredEvent(operator, { value: highest, span, sentence: summary, threshold }),
      events,
    };
  },
  trace: ({ signals, clip, range }) => frameTrace(signals, range, shakeIn(signals, clip, runsOf(signals, range)).shake),
};

/** Shots with enough frames, and enough of them a second. */
function runsOf(signals: Signals, range: TimeSpan): FrameRun[] {
  return steadyRuns(signals, range).filter(
    (run) => run.to - run.from >= LEAST_FRAMES && (run.to - run.from) / spanLengthOf(signals, run) >= LEAST_RATE,
  );
}

interface Shake {
  /** Root mean square around each frame, in percent of the longer side; 0 where nothing can be told. */
  readonly shake: Float32Array;
  /** How far each frame lies beside the intended path. */
  readonly away: Float32Array;
  /** Frames around which shake could be told. */
  readonly judged: number;
}

function shakeIn(signals: Signals, clip: Clip, runs: readonly FrameRun[]): Shake {
  const { panX, panY, panConfidence, lumaMean } = signals.frames.series;
  const { width, height } = sidesOf(clip);
  const shake = new Float32Array(panX.length);
  const away = new Float32Array(panX.length);
  let judged = 0;
  const { repeats } = stillnessOf(signals, runs);
  const heldX = throughFlashes(panX, lumaMean, runs);
  const heldY = throughFlashes(panY, lumaMean, runs);
  for (const run of runs) {
    const x = jitter(signals.frames.times, heldX, run, width, repeats);
    const y = jitter(signals.frames.times, heldY, run, height, repeats);
    for (let frame = run.from; frame < run.to; frame++) {
      away[frame] = 100 * Math.hypot(x[frame - run.from] ?? 0, y[frame - run.from] ?? 0);
      const window = windowAround(signals, run, frame, WINDOW, LEAST_FRAMES);
      const fresh = repeats.subarray(window.from, window.to).filter((repeated) => repeated === 0).length;
      if (fresh / spanLengthOf(signals, window) < LEAST_RATE) continue;
      if (meanOver(panConfidence, { from: Math.max(window.from, run.from + 1), to: window.to }) < LEAST_CONFIDENCE) continue;
      judged++;
      const inside = { from: window.from - run.from, to: window.to - run.from };
      shake[frame] = 100 * Math.hypot(shakeOf(x, inside), shakeOf(y, inside));
    }
  }
  return { shake, away, judged };
}

/**
 * A window that holds a part of the shake only stays below the limit: `part` with the frames before and after it around which
 * enough shakes still.
 */
function grown(shake: Float32Array, part: FrameRun, run: FrameRun, least: number): FrameRun {
  let { from, to } = part;
  while (from > run.from && (shake[from - 1] ?? 0) >= least) from--;
  while (to < run.to && (shake[to] ?? 0) >= least) to++;
  return { from, to };
}

/** Shake goes on through moments in which nothing could be told. */
function joined(signals: Signals, parts: readonly FrameRun[]): FrameRun[] {
  const whole: FrameRun[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    const gap = last ? spanLengthOf(signals, { from: last.to, to: part.from }) : Number.POSITIVE_INFINITY;
    if (last && gap < WINDOW / 2) whole.splice(-1, 1, { from: last.from, to: part.to });
    else whole.push(part);
  }
  return whole;
}

/** The movement of one axis, going on as before in frames that are lit otherwise than the one before them. */
function throughFlashes(pan: Float32Array, lumaMean: Float32Array, runs: readonly FrameRun[]): Float32Array {
  const held = pan.slice();
  for (const { from, to } of runs) {
    for (let frame = from + 1; frame < to; frame++) {
      const relit = Math.abs((lumaMean[frame] ?? 0) - (lumaMean[frame - 1] ?? 0)) > RELIT;
      // The first frame of a run has come from elsewhere.
      if (relit) held[frame] = frame > from + 1 ? (held[frame - 1] ?? 0) : 0;
    }
  }
  return held;
}

/**
 * The path of one axis without its slow course, in shares of the longer side; index 0 is the first frame of the run.
 * Frames repeated by a conform stand still and would make a staircase of a steady move, so the path goes straight through them.
 */
function jitter(times: Float64Array, pan: Float32Array, run: FrameRun, scale: number, repeats: Uint8Array): Float32Array {
  const length = run.to - run.from;
  const path = new Float32Array(length);
  let last = 0;
  for (let i = 1; i < length; i++) {
    if (repeats[run.from + i] === 1 && i - last < LONGEST_REPETITION) continue;
    const target = (path[last] ?? 0) + scale * (pan[run.from + i] ?? 0);
    for (let j = last + 1; j <= i; j++) path[j] = (path[last] ?? 0) + ((target - (path[last] ?? 0)) * (j - last)) / (i - last);
    last = i;
  }
  path.fill(path[last] ?? 0, last);
  return path.map((value, i) => {
    const centre = times[run.from + i] ?? 0;
    let sum = 0;
    let weights = 0;
    // The kernel is kept symmetrical, so that a steady move has no jitter at the ends of a shot.
    const reach = Math.min(i, length - 1 - i, 32);
    for (let j = i - reach; j <= i + reach; j++) {
      const distance = ((times[run.from + j] ?? 0) - centre) / PATH_SIGMA;
      const weight = Math.exp(-0.5 * distance * distance);
      sum += weight * (path[j] ?? 0);
      weights += weight;
    }
    return value - sum / weights;
  });
}

/** Root mean square inside a window, 0 where the direction turns too seldom. */
function shakeOf(path: Float32Array, { from, to }: FrameRun): number {
  let squares = 0;
  for (let i = from; i < to; i++) squares += (path[i] ?? 0) ** 2;
  const rms = Math.sqrt(squares / (to - from));
  let turns = 0;
  let last = 0;
  for (let i = from; i < to; i++) {
    const value = path[i] ?? 0;
    if (Math.abs(value) < 0.4 * rms) continue;
    if (last !== 0 && Math.sign(value) !== last) turns++;
    last = Math.sign(value);
  }
  return turns >= LEAST_TURNS ? rms : 0;
}
