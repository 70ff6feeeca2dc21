/** Side of a block in pixels. */
const SIDE = 8;

function total(lanes: v128): f32 {
  return <f32>(
    (i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3))
  );
}

function pairs(lanes: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_s(lanes);
}

/**
 * Sums over blocks of 8 × 8 pixels that tell how far each still lies beside its whole-pixel match (Lucas and Kanade 1981, with the
 * mean gradient of both frames): covariances of the gradient (gx, gy) and of the difference d = now − before. The means are
 * taken out, so that a change of light does not count.
 *
 * @param now address of `width` × `height` bytes, as is `before`. Blocks keep a distance of 1 px from the border.
 * @param field address of two signed 16-bit numbers per block: how far its content has moved right and down.
 * @param sums address of six 32-bit floats per block that are written: gx², gx·gy, gy², gx·d, gy·d, d²; gradients in levels per
 *   pixel, everything summed over the 64 pixels.
 */
export function blockGradients(
  now: usize,
  before: usize,
  width: i32,
  height: i32,
  left: i32,
  top: i32,
  columns: i32,
  rows: i32,
  field: usize,
  sums: usize,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const index = row * columns + column;
      const dx = <i32>load<i16>(field + 4 * index);
      const dy = <i32>load<i16>(field + 4 * index + 2);
      const x = left + column * SIDE;
      const y = top + row * SIDE;
      // A match at the border has no pixels around it: gradients there come from one pixel further in.
      const fromX = min(width - SIDE - 1, max(1, x - dx));
      const fromY = min(height - SIDE - 1, max(1, y - dy));
      sumBlock(now + y * width + x, before + fromY * width + fromX, width, sums + 24 * index);
    }
  }
}

function sumBlock(current: usize, previous: usize, width: i32, sums: usize): void {
  let xx = i32x4.splat(0);
  let xy = i32x4.splat(0);
  let yy = i32x4.splat(0);
  let xd = i32x4.splat(0);
  let yd = i32x4.splat(0);
  let dd = i32x4.splat(0);
  let sx = i16x8.splat(0);
  let sy = i16x8.splat(0);
  let sd = i16x8.splat(0);
  let a = current;
  let b = previous;
  for (let line = 0; line < SIDE; line++) {
    const gx = i16x8.add(
      i16x8.sub(v128.load8x8_u(a + 1), v128.load8x8_u(a - 1)),
      i16x8.sub(v128.load8x8_u(b + 1), v128.load8x8_u(b - 1)),
    );
    const gy = i16x8.add(
      i16x8.sub(v128.load8x8_u(a + width), v128.load8x8_u(a - width)),
      i16x8.sub(v128.load8x8_u(b + width), v128.load8x8_u(b - width)),
    );
    const d = i16x8.sub(v128.load8x8_u(a), v128.load8x8_u(b));
    xx = i32x4.add(xx, i32x4.dot_i16x8_s(gx, gx));
    xy = i32x4.add(xy, i32x4.dot_i16x8_s(gx, gy));
    yy = i32x4.add(yy, i32x4.dot_i16x8_s(gy, gy));
    xd = i32x4.add(xd, i32x4.dot_i16x8_s(gx, d));
    yd = i32x4.add(yd, i32x4.dot_i16x8_s(gy, d));
    dd = i32x4.add(dd, i32x4.dot_i16x8_s(d, d));
    sx = i16x8.add(sx, gx);
    sy = i16x8.add(sy, gy);
    sd = i16x8.add(sd, d);
    a += width;
    b += width;
  }
  const x = total(pairs(sx));
  const y = total(pairs(sy));
  const d = total(pairs(sd));
  const share: f32 = 1.0 / <f32>(SIDE * SIDE);
  // Both frames' central differences together are four times the gradient.
  store<f32>(sums, (total(xx) - x * x * share) / 16.0);
  store<f32>(sums + 4, (total(xy) - x * y * share) / 16.0);
  store<f32>(sums + 8, (total(yy) - y * y * share) / 16.0);
  store<f32>(sums + 12, (total(xd) - x * d * share) / 4.0);
  store<f32>(sums + 16, (total(yd) - y * d * share) / 4.0);
  store<f32>(sums + 20, total(dd) - d * d * share);
}
