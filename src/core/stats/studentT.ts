import { incompleteBeta } from './specialFunctions.ts';

/** P(|T| ≥ |t|) of Student's t with `freedom` > 0 degrees: I_{ν/(ν+t²)}(ν/2, ½) (Abramowitz & Stegun 26.7.1). */
export function twoSidedT(t: number, freedom: number): number {
  const squared = t * t;
  return incompleteBeta(freedom / (freedom + squared), freedom / 2, 0.5, squared / (freedom + squared));
}

/**
 * The t with P(T ≤ t) = p of Student's t with `freedom` degrees, by bisection of its two-sided tail.
 *
 * @param p strictly between 0 and 1.
 * @throws RangeError otherwise.
 */
export function tQuantile(p: number, freedom: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`probability ${p}`);
  if (p === 0.5) return 0;
  const tail = 2 * Math.min(p, 1 - p);
  let high = 1;
  while (twoSidedT(high, freedom) > tail) high *= 2;
  let low = 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (twoSidedT(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return p < 0.5 ? -high : high;
}
