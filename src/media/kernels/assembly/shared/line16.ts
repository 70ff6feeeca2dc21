/** Lines of 16-bit unsigned samples, of which 257 are a luma level; up to 18 bytes beyond the end of a line are read. */

/** Steps that are looked at together. */
export const LANES = 8;

/** A bit for each of eight steps that rises by more than `level`, given in every lane. */
export function rises(from: v128, to: v128, level: v128): i32 {
  const beyond = i16x8.sub_sat_u(i16x8.sub_sat_u(to, from), level);
  return i16x8.bitmask(i16x8.ne(beyond, i16x8.splat(0)));
}

/** The bits of those of the eight steps from `x` on that exist. */
export function existing(x: i32, steps: i32): i32 {
  return steps - x >= LANES ? 255 : (1 << (steps - x)) - 1;
}

export function sample(line: usize, x: i32): i32 {
  return <i32>load<u16>(line + 2 * x);
}
