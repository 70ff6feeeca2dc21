/** Displacement of one projection against another. */
export interface Shift {
  /** In samples; positive = the current one lies further right (or down). */
  offset: number;
  /** Mean squared difference that remains at that offset. */
  residual: number;
}

/**
 * Finds how far `current` is displaced against `previous`: least squares over whole offsets, then a parabola through the
 * minimum for the fraction. Both are projections of a picture onto one axis, their means taken out.
 *
 * @param costs scratch; its length is twice the largest offset tried, plus one.
 * @param shift filled with the result.
 */
export function findShift(current: Float32Array, previous: Float32Array, costs: Float64Array, shift: Shift): void {
  const length = current.length;
  const reach = (costs.length - 1) >> 1;
  let best = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let offset = -reach; offset <= reach; offset++) {
    const from = Math.max(0, offset);
    const to = Math.min(length, length + offset);
    let sum = 0;
    for (let i = from; i < to; i++) {
      const difference = (current[i] ?? 0) - (previous[i - offset] ?? 0);
      sum += difference * difference;
    }
    const cost = sum / (to - from);
    costs[offset + reach] = cost;
    if (cost < lowest) {
      lowest = cost;
      best = offset;
    }
  }
  shift.residual = lowest;
  shift.offset = best;
  if (best === -reach || best === reach) return;
  const left = costs[best + reach - 1] ?? 0;
  const right = costs[best + reach + 1] ?? 0;
  const curvature = left - 2 * lowest + right;
  if (curvature > 1e-9) shift.offset = best + (0.5 * (left - right)) / curvature;
}

/** Takes the mean out of a projection in place and returns its variance. */
export function centre(projection: Float32Array): number {
  const length = projection.length;
  let sum = 0;
  for (let i = 0; i < length; i++) sum += projection[i] ?? 0;
  const mean = sum / length;
  let squares = 0;
  for (let i = 0; i < length; i++) {
    const value = (projection[i] ?? 0) - mean;
    projection[i] = value;
    squares += value * value;
  }
  return squares / length;
}
