import { firstAbove } from './spanIndex.ts';

/** Pixels within which a time snaps. */
const REACH = 6;
/** With more targets than this around a place, everything would snap somewhere and nothing mean anything. */
const CROWD = 6;

/**
 * The target that a dragged time snaps to, or `null`.
 *
 * @param targets increasing clip times.
 * @param perSecond pixels of a second on the screen.
 */
export function snapTarget(targets: ArrayLike<number>, time: number, perSecond: number): number | null {
  const reach = REACH / perSecond;
  const around = firstAbove(targets, time + 4 * reach) - firstAbove(targets, time - 4 * reach);
  if (around === 0 || around > CROWD) return null;
  const next = firstAbove(targets, time);
  let best: number | null = null;
  for (const candidate of [targets[next - 1], targets[next]])
    if (
      candidate !== undefined &&
      Math.abs(candidate - time) <= Math.min(reach, Math.abs((best ?? Number.POSITIVE_INFINITY) - time))
    )
      best = candidate;
  return best;
}

/** Increasing, each time once. */
export function snapTargets(times: Iterable<number>): Float64Array {
  return Float64Array.from(new Set(times)).sort();
}
