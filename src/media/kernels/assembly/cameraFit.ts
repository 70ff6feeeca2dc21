/** Bytes of a 32-bit float, and blocks that are read together. */
const FLOAT: usize = 4;
const LANES = 2;

/** Two 32-bit floats as 64-bit ones. */
function pair(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

function total(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}

/**
 * One round of reweighted least squares for the similarity (tx, ty, zoom, roll) that the motion of blocks follows:
 * (vx, vy) = (tx + zoom · x − roll · y, ty + roll · x + zoom · y). Blocks that differ from the model so far weigh less.
 *
 * @param count blocks, an even number; one without edge weight does not count.
 * @param blocks address of nine arrays of `count` 32-bit floats, one after the other: x, y, weights by edge and by texture, vx, vy,
 *   and the information of the texture on them: xx, xy, yy.
 * @param model address of four 64-bit floats.
 * @param tolerance pixels by which a block may differ, and `share` of its motion on top of them.
 * @param system address of 16 64-bit floats that are written: the upper half of the normal equations, row by row of five
 *   numbers (5 + 4 + 3 + 2), then how much texture follows, and how much there is.
 */
export function fitCamera(count: i32, blocks: usize, model: usize, tolerance: f64, share: f64, system: usize): void {
  const stride = FLOAT * <usize>count;
  const tx = v128.load64_splat(model);
  const ty = v128.load64_splat(model + 8);
  const zoom = v128.load64_splat(model + 16);
  const roll = v128.load64_splat(model + 24);
  const base = f64x2.splat(tolerance);
  const shares = f64x2.splat(share);
  const one = f64x2.splat(1);
  let xx = f64x2.splat(0);
  let xy = f64x2.splat(0);
  let zx = f64x2.splat(0);
  let rx = f64x2.splat(0);
  let ix = f64x2.splat(0);
  let yy = f64x2.splat(0);
  let zy = f64x2.splat(0);
  let ry = f64x2.splat(0);
  let iy = f64x2.splat(0);
  let zz = f64x2.splat(0);
  let zr = f64x2.splat(0);
  let iz = f64x2.splat(0);
  let rr = f64x2.splat(0);
  let ir = f64x2.splat(0);
  let following = f64x2.splat(0);
  let all = f64x2.splat(0);
  for (let i = 0; i < count; i += LANES) {
    const at = blocks + FLOAT * <usize>i;
    const x = pair(at);
    const y = pair(at + stride);
    const edge = pair(at + 2 * stride);
    const texture = pair(at + 3 * stride);
    const vx = pair(at + 4 * stride);
    const vy = pair(at + 5 * stride);
    const a = pair(at + 6 * stride);
    const b = pair(at + 7 * stride);
    const c = pair(at + 8 * stride);
    const ex = f64x2.sub(vx, f64x2.sub(f64x2.add(tx, f64x2.mul(zoom, x)), f64x2.mul(roll, y)));
    const ey = f64x2.sub(vy, f64x2.add(f64x2.add(ty, f64x2.mul(roll, x)), f64x2.mul(zoom, y)));
    const trust = f64x2.mul(edge, texture);
    const allowed = f64x2.add(base, f64x2.mul(shares, f64x2.add(f64x2.abs(vx), f64x2.abs(vy))));
    // Distance along the directions that the texture can tell.
    const cross = f64x2.mul(f64x2.mul(b, ex), ey);
    const squares = f64x2.add(f64x2.mul(f64x2.mul(a, ex), ex), f64x2.mul(f64x2.mul(c, ey), ey));
    const scale = f64x2.add(f64x2.mul(f64x2.add(a, c), f64x2.mul(allowed, allowed)), f64x2.splat(1e-9));
    const apart = f64x2.add(one, f64x2.div(f64x2.add(squares, f64x2.add(cross, cross)), scale));
    const agreement = f64x2.div(one, f64x2.mul(apart, apart));
    all = f64x2.add(all, trust);
    following = f64x2.add(following, f64x2.mul(trust, agreement));
    const weight = f64x2.mul(agreement, edge);
    const wa = f64x2.mul(weight, a);
    const wb = f64x2.mul(weight, b);
    const wc = f64x2.mul(weight, c);
    // The motion of a block is J · (tx, ty, zoom, roll) with J = [1 0 x −y; 0 1 y x].
    const alongX = f64x2.add(f64x2.mul(wa, x), f64x2.mul(wb, y));
    const alongY = f64x2.add(f64x2.mul(wb, x), f64x2.mul(wc, y));
    const aroundX = f64x2.sub(f64x2.mul(wb, x), f64x2.mul(wa, y));
    const aroundY = f64x2.sub(f64x2.mul(wc, x), f64x2.mul(wb, y));
    const movedX = f64x2.add(f64x2.mul(wa, vx), f64x2.mul(wb, vy));
    const movedY = f64x2.add(f64x2.mul(wb, vx), f64x2.mul(wc, vy));
    xx = f64x2.add(xx, wa);
    xy = f64x2.add(xy, wb);
    zx = f64x2.add(zx, alongX);
    rx = f64x2.add(rx, aroundX);
    ix = f64x2.add(ix, movedX);
    yy = f64x2.add(yy, wc);
    zy = f64x2.add(zy, alongY);
    ry = f64x2.add(ry, aroundY);
    iy = f64x2.add(iy, movedY);
    zz = f64x2.add(zz, f64x2.add(f64x2.mul(x, alongX), f64x2.mul(y, alongY)));
    zr = f64x2.add(zr, f64x2.add(f64x2.mul(x, aroundX), f64x2.mul(y, aroundY)));
    iz = f64x2.add(iz, f64x2.add(f64x2.mul(x, movedX), f64x2.mul(y, movedY)));
    rr = f64x2.add(rr, f64x2.sub(f64x2.mul(x, aroundY), f64x2.mul(y, aroundX)));
    ir = f64x2.add(ir, f64x2.sub(f64x2.mul(x, movedY), f64x2.mul(y, movedX)));
  }
  store<f64>(system, total(xx));
  store<f64>(system + 8, total(xy));
  store<f64>(system + 16, total(zx));
  store<f64>(system + 24, total(rx));
  store<f64>(system + 32, total(ix));
  store<f64>(system + 40, total(yy));
  store<f64>(system + 48, total(zy));
  store<f64>(system + 56, total(ry));
  store<f64>(system + 64, total(iy));
  store<f64>(system + 72, total(zz));
  store<f64>(system + 80, total(zr));
  store<f64>(system + 88, total(iz));
  store<f64>(system + 96, total(rr));
  store<f64>(system + 104, total(ir));
  store<f64>(system + 112, total(following));
  store<f64>(system + 120, total(all));
}
