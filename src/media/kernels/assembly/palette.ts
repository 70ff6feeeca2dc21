const NUMBER: usize = 8;

/** Index of the last knot but one that is not greater than a value; 0 below all of them. */
function knotBelow(knots: usize, count: i32, value: f64): i32 {
  let below = 0;
  while (below + 2 < count && value >= load<f64>(knots + NUMBER * (below + 1))) below++;
  return below;
}

/** How far a value has come from the knot at `knot` to the next one, 0…1. */
function shareAbove(knot: usize, value: f64): f64 {
  const low = load<f64>(knot);
  return max(0, min(1, (value - low) / (load<f64>(knot + NUMBER) - low)));
}

function add(address: usize, weight: f64): void {
  store<f64>(address, load<f64>(address) + weight);
}

/** Adds a weight to four bins: of two knots of a the one or the other, and the same of b. */
function addToFour(bin: usize, row: usize, weight: f64, a: f64, b: f64): void {
  const without = weight * (1 - a);
  const within = weight * a;
  add(bin, without * (1 - b));
  add(bin + NUMBER, without * b);
  add(bin + row, within * (1 - b));
  add(bin + row + NUMBER, within * b);
}

/**
 * Shares pixels out among the eight knots around their colours, by how near they are to each.
 *
 * @param lightness address of `count` 32-bit floats, as are `a` and `b`: CIELAB.
 * @param lightnessKnots, chromaKnots addresses of so many 64-bit floats, rising, at least two.
 * @param bins address of a 64-bit float for each triple of knots, by lightness, a and b, that are raised.
 */
export function addPalette(
  lightness: usize,
  a: usize,
  b: usize,
  count: i32,
  lightnessKnots: usize,
  lightnessCount: i32,
  chromaKnots: usize,
  chromaCount: i32,
  bins: usize,
): void {
  const row = NUMBER * chromaCount;
  const plane = row * chromaCount;
  for (let at: usize = 0, end: usize = 4 * count; at < end; at += 4) {
    const valueL = <f64>load<f32>(lightness + at);
    const valueA = <f64>load<f32>(a + at);
    const valueB = <f64>load<f32>(b + at);
    const knotL = knotBelow(lightnessKnots, lightnessCount, valueL);
    const knotA = knotBelow(chromaKnots, chromaCount, valueA);
    const knotB = knotBelow(chromaKnots, chromaCount, valueB);
    const light = shareAbove(lightnessKnots + NUMBER * knotL, valueL);
    const red = shareAbove(chromaKnots + NUMBER * knotA, valueA);
    const yellow = shareAbove(chromaKnots + NUMBER * knotB, valueB);
    const bin = bins + plane * knotL + row * knotA + NUMBER * knotB;
    addToFour(bin, row, 1 - light, red, yellow);
    addToFour(bin + plane, row, light, red, yellow);
  }
}
