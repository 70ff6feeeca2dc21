/** Differences of bytes run from −255 to 255. */
const OFFSET = 255;
const BINS = 2 * OFFSET + 1;

/**
 * The median difference between two planes, in levels: how much lighter a picture has become, whatever moves in it.
 *
 * @param now address of `length` bytes, as is `before`.
 * @param scratch address of 511 16-bit numbers.
 */
export function medianChange(now: usize, before: usize, length: i32, scratch: usize): i32 {
  memory.fill(scratch, 0, 2 * BINS);
  for (let i = 0; i < length; i++) {
    const bin = scratch + 2 * (OFFSET + <i32>load<u8>(now + i) - <i32>load<u8>(before + i));
    store<u16>(bin, load<u16>(bin) + 1);
  }
  let seen = 0;
  for (let bin = 0; bin < BINS; bin++) {
    seen += load<u16>(scratch + 2 * bin);
    if (2 * seen >= length) return bin - OFFSET;
  }
  return 0;
}

/**
 * Writes a plane that is lighter by `amount` levels (darker for a negative one), held within 0…255.
 *
 * @param source address of `length` bytes; up to 15 bytes beyond its end are read.
 * @param target the same; up to 15 bytes beyond its end are overwritten.
 */
export function addLight(source: usize, length: i32, amount: i32, target: usize): void {
  const step = i8x16.splat(<i8>abs(amount));
  for (let i = 0; i < length; i += 16) {
    const pixels = v128.load(source + i);
    v128.store(target + i, amount < 0 ? i8x16.sub_sat_u(pixels, step) : i8x16.add_sat_u(pixels, step));
  }
}
