/** Luma in limited range: black, and how far white lies above it. */
const BLACK = 16;
const SPAN = 219;

/** Heights of 16 bytes above black, 0…219. */
function heights(source: usize): v128 {
  return i8x16.min_u(i8x16.sub_sat_u(v128.load(source), i8x16.splat(<i8>BLACK)), i8x16.splat(<i8>SPAN));
}

/** Eight heights as levels of full range: 255 / 219 of them, rounded. */
function levels(values: v128): v128 {
  // Twice the height times 255 / 219 in parts of 2¹⁴: the rounding multiplication shifts by 15.
  return i16x8.q15mulr_sat_s(i16x8.shl(values, 1), i16x8.splat(19077));
}

/** Eight heights in 16 bits: 65535 / 219 of them, rounded. */
function samples(values: v128): v128 {
  return i16x8.add(i16x8.mul(values, i16x8.splat(299)), i16x8.q15mulr_sat_s(values, i16x8.splat(8080)));
}

/**
 * Widens luma of limited range (16…235, ITU-R BT.709) to 0…255; what lies beyond is held.
 *
 * @param source address of `length` bytes; up to 15 bytes beyond its end are read.
 * @param target the same, and may be `source`; up to 15 bytes beyond its end are overwritten.
 */
export function widenToBytes(source: usize, length: i32, target: usize): void {
  for (let i = 0; i < length; i += 16) {
    const above = heights(source + i);
    const low = levels(i16x8.extend_low_i8x16_u(above));
    v128.store(target + i, i8x16.narrow_i16x8_u(low, levels(i16x8.extend_high_i8x16_u(above))));
  }
}

/** As `widenToBytes`, to 0…65535; up to 30 bytes beyond the end of `target` are overwritten. */
export function widenToShorts(source: usize, length: i32, target: usize): void {
  for (let i = 0; i < length; i += 16) {
    const above = heights(source + i);
    v128.store(target + 2 * i, samples(i16x8.extend_low_i8x16_u(above)));
    v128.store(target + 2 * i + 16, samples(i16x8.extend_high_i8x16_u(above)));
  }
}
