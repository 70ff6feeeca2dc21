/** What brings a clip back to where it should be while it plays. */
export type Steering =
  | { readonly kind: 'seek' }
  /** Playing at so much of the speed of all. */
  | { readonly kind: 'rate'; readonly factor: number };

/** Seconds beyond which running after is slower than seeking. */
const TOO_FAR = 0.3;
/** Seconds in which a drift is run in. */
const RUN_IN = 0.4;
/** A picture that is sped up or slowed down by more than this is seen to be. */
const MOST = 0.25;

/**
 * How a clip keeps to the one that drives: it runs faster or slower by what it is behind or ahead, within a quarter of a frame not at
 * all, so that its speed does not change without end.
 *
 * @param drift seconds that it is ahead; negative when it is behind.
 * @param frame seconds that one of its frames lasts.
 */
export function steeringOf(drift: number, frame: number): Steering {
  if (Math.abs(drift) > TOO_FAR) return { kind: 'seek' };
  if (Math.abs(drift) < frame / 4) return { kind: 'rate', factor: 1 };
  const factor = 1 - Math.min(MOST, Math.max(-MOST, drift / RUN_IN));
  return { kind: 'rate', factor: Math.round(factor * 100) / 100 };
}
