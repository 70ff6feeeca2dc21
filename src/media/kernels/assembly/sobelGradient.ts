/** Eight bytes as 16-bit numbers. */
function pixels(address: usize): v128 {
  return v128.load8x8_u(address);
}

function smooth(before: v128, middle: v128, after: v128): v128 {
  return i16x8.add(i16x8.add(before, after), i16x8.shl(middle, 1));
}

/** The sum of the roots of four 32-bit numbers, none of them negative, in two halves. */
function roots(squares: v128): v128 {
  const root = f32x4.sqrt(f32x4.convert_i32x4_s(squares));
  return f64x2.add(f64x2.promote_low_f32x4(root), f64x2.promote_low_f32x4(v128.shuffle<f32>(root, root, 2, 3, 2, 3)));
}

function total(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3)
  );
}

/**
 * Sums up the Sobel gradient of all pixels but the outermost ones.
 *
 * @param luma address of `width` × `height` bytes, `width` up to 1000; up to 8 bytes beyond its end are read.
 * @param sums address of two 64-bit floats that are written: the lengths of all gradients, and their squares.
 */
export function sobelGradient(luma: usize, width: i32, height: i32, sums: usize): void {
  let lengths = f64x2.splat(0);
  let squares: f64 = 0;
  for (let y = 1; y < height - 1; y++) {
    let rowSquares = i32x4.splat(0);
    for (let x = 1; x < width - 1; x += 8) {
      const at = luma + y * width + x;
      const above = at - width;
      const below = at + width;
      const left = smooth(pixels(above - 1), pixels(at - 1), pixels(below - 1));
      const right = smooth(pixels(above + 1), pixels(at + 1), pixels(below + 1));
      const upper = smooth(pixels(above - 1), pixels(above), pixels(above + 1));
      const lower = smooth(pixels(below - 1), pixels(below), pixels(below + 1));
      const exists = i16x8.lt_s(i16x8(0, 1, 2, 3, 4, 5, 6, 7), i16x8.splat(<i16>(width - 1 - x)));
      const across = v128.and(i16x8.sub(right, left), exists);
      const down = v128.and(i16x8.sub(lower, upper), exists);
      const first = v128.shuffle<i16>(across, down, 0, 8, 1, 9, 2, 10, 3, 11);
      const last = v128.shuffle<i16>(across, down, 4, 12, 5, 13, 6, 14, 7, 15);
      const firstSquares = i32x4.dot_i16x8_s(first, first);
      const lastSquares = i32x4.dot_i16x8_s(last, last);
      lengths = f64x2.add(lengths, f64x2.add(roots(firstSquares), roots(lastSquares)));
      rowSquares = i32x4.add(rowSquares, i32x4.add(firstSquares, lastSquares));
    }
    squares += <f64>total(rowSquares);
  }
  store<f64>(sums, f64x2.extract_lane(lengths, 0) + f64x2.extract_lane(lengths, 1));
  store<f64>(sums + 8, squares);
}
