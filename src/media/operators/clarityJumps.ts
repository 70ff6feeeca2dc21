import type { Signals } from '../../core/signals.ts';
import type { FrameRun } from './frames.ts';
import { quantileOf } from './statistics.ts';

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
    changes[frame - run.from] = meanOf(clarity, { from: frame, to }) - meanOf(clarity, { from, to: frame });
  }
  return changes;
}

function meanOf(values: Float32Array, { from, to }: FrameRun): number {
  return values.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
}
