import type { Signals } from '../../core/signals.ts';
import { type FrameRun, quantile } from './frames.ts';
import { meanOf, quantileOf } from './statistics.ts';

/** Seconds on either side over which clarity is averaged before and after a jump: a codec takes two frames to become crisp. */
const BESIDE = 0.08;
/** Share of a jump that is done within so many seconds: a lens is slower. */
const AT_ONCE = 0.55;
const SUDDEN = 0.045;
/** Coarse contrast keeps this share of itself in a jump, and the picture its light to so many levels: otherwise it is no blur. */
const KEPT_STRUCTURE = 0.85;
const SAME_LIGHT = 6;
/** Movement per frame, as share of the picture size, that blurs by itself. */
const FAST = 0.012;
/** The two jumps of a while differ in size by no more than this factor, and wandering stays below this share of the smaller one. */
const ALIKE = 1.8;
const CALM = 0.4;
/** Seconds beside a jump that tell how much detail there is. */
const MOMENT = 0.2;
/** Luma levels added to detail before a ratio is taken, so that next to nothing over nothing says nothing. */
const FLOOR = 0.5;

/** A moment at which clarity falls or rises at once. */
export interface ClarityJump {
  /** The first frame after it. */
  readonly frame: number;
  /** Change of clarity, natural logarithm. */
  readonly change: number;
}

/**
 * Where clarity (`clarityOf`) changes by at least `least` from one moment to the next, and nothing but blur explains it: light and
 * coarse structure stay, and the camera does not whip.
 */
export function clarityJumps(signals: Signals, clarity: Float32Array, run: FrameRun, least: number): ClarityJump[] {
  const changes = changesIn(signals, clarity, run);
  const { times, series } = signals.frames;
  const { structure, lumaMean, panX, panY } = series;
  const jumps: ClarityJump[] = [];
  for (let frame = run.from + 1; frame < run.to; frame++) {
    const change = changes[frame - run.from] ?? 0;
    if (Math.abs(change) < least) continue;
    const isPeak = [-2, -1, 1, 2].every((by) => {
      const beside = (changes[frame + by - run.from] ?? 0) * Math.sign(change);
      return by < 0 ? beside < Math.abs(change) : beside <= Math.abs(change);
    });
    if (!isPeak) continue;
    let arrived = frame;
    while (arrived + 1 < run.to && (times[arrived + 1] ?? 0) - (times[frame - 1] ?? 0) <= SUDDEN) arrived++;
    if (((clarity[arrived] ?? 0) - (clarity[frame - 1] ?? 0)) / change < AT_ONCE) continue;
    const kept = Math.min(structure[frame] ?? 0, structure[frame - 1] ?? 0);
    const coarse = Math.max(structure[frame] ?? 0, structure[frame - 1] ?? 0);
    const light = Math.abs((lumaMean[frame] ?? 0) - (lumaMean[frame - 1] ?? 0));
    if (kept < KEPT_STRUCTURE * coarse || light > SAME_LIGHT) continue;
    if (Math.hypot(panX[frame] ?? 0, panY[frame] ?? 0) > FAST) continue;
    jumps.push({ frame, change });
  }
  return jumps;
}

/**
 * From jumps in time order, each one in `direction` with the first one back that is about as large and no more than `longest` seconds
 * away, when no other jump between is as large and clarity does not wander: a while that is softer (-1) or crisper (1) than what is
 * before and after it.
 */
export function whilesBetween(
  signals: Signals,
  clarity: Float32Array,
  jumps: readonly ClarityJump[],
  { direction, longest }: { readonly direction: 1 | -1; readonly longest: number },
): FrameRun[] {
  const { times } = signals.frames;
  return jumps.flatMap((first, i) => {
    if (first.change * direction < 0) return [];
    const least = Math.abs(first.change) / ALIKE;
    const next = jumps.slice(i + 1).find(({ change }) => Math.abs(change) >= least);
    if (!next || next.change * direction > 0 || Math.abs(next.change) > ALIKE * Math.abs(first.change)) return [];
    const seconds = (times[next.frame] ?? 0) - (times[first.frame] ?? 0);
    const smaller = Math.min(Math.abs(first.change), Math.abs(next.change));
    const stands = seconds <= longest && unrestBetween(clarity, [first, next]) <= CALM * smaller;
    return stands ? [{ from: first.frame, to: next.frame }] : [];
  });
}

/** Share of `series` at the two ends of a while, of what it is beside it: the geometric mean of both ends, over 0.2 s each. */
export function shareBeside(signals: Signals, run: FrameRun, part: FrameRun, series: Float32Array): number {
  const middle = (beside: FrameRun) => (quantile(series, beside, 0.5) ?? 0) + FLOOR;
  const first = middle(momentBeside(signals, part, part.from, 1)) / middle(momentBeside(signals, run, part.from, -1));
  const last = middle(momentBeside(signals, part, part.to, -1)) / middle(momentBeside(signals, run, part.to, 1));
  return Math.sqrt(first * last);
}

/** The frames of `run` within a moment before `frame`, or from it on. */
function momentBeside(signals: Signals, run: FrameRun, frame: number, direction: 1 | -1): FrameRun {
  const { times } = signals.frames;
  let from = frame;
  let to = frame;
  if (direction < 0) while (from > run.from && (times[frame] ?? 0) - (times[from - 1] ?? 0) <= MOMENT) from--;
  else while (to < run.to && (times[to] ?? 0) - (times[frame] ?? 0) < MOMENT) to++;
  return direction < 0 ? { from: Math.min(from, frame - 1), to } : { from, to: Math.max(to, frame + 1) };
}

/** The change of clarity from frame to frame that three of four between the jumps of a row do not exceed; 0 without any between them. */
export function unrestBetween(clarity: Float32Array, row: readonly ClarityJump[]): number {
  const changes = row.slice(1).flatMap(({ frame }, i) => {
    const after = (row[i]?.frame ?? 0) + 1;
    return Array.from({ length: Math.max(0, frame - after) }, (_, k) =>
      Math.abs((clarity[after + k] ?? 0) - (clarity[after + k - 1] ?? 0)),
    );
  });
  return quantileOf(changes, 0.75) ?? 0;
}

/** By frame of the run: mean clarity from it on minus mean clarity before it, over a moment on either side. */
function changesIn(signals: Signals, clarity: Float32Array, run: FrameRun): Float32Array {
  const { times } = signals.frames;
  const changes = new Float32Array(run.to - run.from);
  for (let frame = run.from + 1; frame < run.to; frame++) {
    const centre = times[frame] ?? 0;
    let from = frame - 1;
    let to = frame + 1;
    while (from > run.from && (times[from - 1] ?? 0) >= centre - BESIDE - 1e-3) from--;
    while (to < run.to && (times[to] ?? 0) < centre + BESIDE - 1e-3) to++;
    changes[frame - run.from] = meanOf(clarity.subarray(frame, to)) - meanOf(clarity.subarray(from, frame));
  }
  return changes;
}
