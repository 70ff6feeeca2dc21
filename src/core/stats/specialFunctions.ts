import { at } from './at.ts';

// Lanczos' coefficients for g = 7 and nine terms, after Godfrey (2001).
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];
const LANCZOS_G = 7;

const SMALLEST = 1e-300;
const PRECISION = 1e-16;
const MOST_TERMS = 10_000;

/** ln Γ(x) for x > 0, by Lanczos' approximation; error below 1e-14. */
export function logGamma(x: number): number {
  const shifted = x - 1;
  let sum = at(LANCZOS, 0);
  for (let term = 1; term < LANCZOS.length; term += 1) sum += at(LANCZOS, term) / (shifted + term);
  const base = shifted + LANCZOS_G + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

/**
 * The regularised incomplete beta function I_x(a, b), a and b > 0, x in 0…1: Lentz' evaluation of its continued fraction
 * (Press et al., Numerical Recipes, 3rd ed., §6.4).
 *
 * @param complement 1 − x, where the caller knows it more exactly than the subtraction does.
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(complement, b, a, x);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(complement)) / a;
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) <= PRECISION) break;
  }
  return front * fraction;
}

/**
 * The complementary error function erfc(x) = 1 − erf(x): the regularised incomplete gamma functions with a = ½, by series
 * below and by Lentz' continued fraction above (Numerical Recipes, 3rd ed., §6.2). Exact in the far tail too.
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  const squared = x * x;
  if (squared < 1.5) {
    let term = 2 * x;
    let sum = term;
    for (let n = 1; n <= MOST_TERMS && Math.abs(term) > PRECISION * Math.abs(sum); n += 1) {
      term *= squared / (n + 0.5);
      sum += term;
    }
    return 1 - (Math.exp(-squared) * sum) / Math.sqrt(Math.PI);
  }
  let b = squared + 0.5;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i <= MOST_TERMS; i += 1) {
    const factor = -i * (i - 0.5);
    b += 2;
    d = 1 / away(factor * d + b);
    c = away(b + factor / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) <= PRECISION) break;
  }
  return (Math.exp(-squared) * x * fraction) / Math.sqrt(Math.PI);
}

function away(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value;
}
