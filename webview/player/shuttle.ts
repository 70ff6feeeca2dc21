/** Seconds of clip time a second that can be chosen. */
export const SPEEDS = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;

/** Speeds of J and L; negative ones go backward. */
const SHUTTLE = [-4, -2, -1, 1, 2, 4] as const;

/**
 * What J (`direction` −1) and L (+1) make of a speed: from rest the first rung on their side, otherwise the next one that way,
 * past the standstill into the other direction.
 *
 * @param speed signed; 0 at rest.
 * @param rungs how many at once.
 */
export function shuttled(speed: number, direction: 1 | -1, rungs: number): number {
  const ahead = SHUTTLE.filter((rung) => (rung - speed) * direction > 0 && (speed !== 0 || rung * direction > 0));
  const ordered = direction === 1 ? ahead : ahead.toReversed();
  return ordered[Math.min(rungs, ordered.length) - 1] ?? speed;
}

/** The next slower (−1) or faster (+1) of the speeds that can be chosen; the last one at either end. */
export function neighbourSpeed(rate: number, direction: 1 | -1): number {
  const ahead = SPEEDS.filter((speed) => (speed - rate) * direction > 1e-9);
  return (direction === 1 ? ahead[0] : ahead.at(-1)) ?? rate;
}
