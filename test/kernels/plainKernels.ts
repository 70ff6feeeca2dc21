/** The kernels once more, in plain TypeScript: what they must compute, and what they are measured against. */

/** A plane of bytes, row by row. */
export interface Plane {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const SIDE = 8;

/** Parameters of `matchBlocks` and `blockGradients` that say where the blocks lie. */
export interface Blocks {
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

/** `searchShift`: x, y and the difference at rest times 64. */
export function plainShift(now: Plane, before: Plane, reachX: number, reachY: number): [number, number, number] {
  const still = differenceAt(now, before, 0, 0);
  let best = still;
  let found: [number, number] = [0, 0];
  for (let dy = -reachY; dy <= reachY; dy++) {
    for (let dx = -reachX; dx <= reachX; dx++) {
      const difference = differenceAt(now, before, dx, dy);
      if (difference >= best) continue;
      best = difference;
      found = [dx, dy];
    }
  }
  return [...found, still >> 2];
}

function differenceAt(now: Plane, before: Plane, dx: number, dy: number): number {
  const across = now.width - Math.abs(dx);
  const down = now.height - Math.abs(dy);
  let sum = 0;
  for (let y = 0; y < down; y++) {
    const a = (y + Math.max(0, dy)) * now.width + Math.max(0, dx);
    const b = (y + Math.max(0, -dy)) * now.width + Math.max(0, -dx);
    for (let x = 0; x < across; x++) sum += Math.abs((now.pixels[a + x] ?? 0) - (before.pixels[b + x] ?? 0));
  }
  return Math.floor((sum * 256) / (across * down));
}

/** `matchBlocks` without a coarser level. */
export function plainMatch(now: Plane, before: Plane, blocks: Blocks, field: Int16Array, globalX: number, globalY: number): void {
  for (let row = 0; row < blocks.rows; row++) {
    for (let column = 0; column < blocks.columns; column++) {
      const at = 2 * (row * blocks.columns + column);
      const search = createSearch(now, before, blocks.left + column * SIDE, blocks.top + row * SIDE, globalX, globalY);
      const candidate = (index: number) => search.consider(field[index] ?? 0, field[index + 1] ?? 0);
      search.consider(globalX, globalY);
      search.consider(0, 0);
      candidate(at);
      if (column > 0) candidate(at - 2);
      if (row > 0) candidate(at - 2 * blocks.columns);
      if (row > 0 && column < blocks.columns - 1) candidate(at - 2 * blocks.columns + 2);
      search.descend();
      field[at] = search.x;
      field[at + 1] = search.y;
    }
  }
}

function createSearch(now: Plane, before: Plane, x: number, y: number, globalX: number, globalY: number) {
  const { width, height } = now;
  const search = { x: Number.NaN, y: Number.NaN, consider, descend };
  let best = Number.POSITIVE_INFINITY;

  function consider(wantedX: number, wantedY: number): void {
    const dx = Math.min(x, Math.max(x + SIDE - width, wantedX));
    const dy = Math.min(y, Math.max(y + SIDE - height, wantedY));
    if (dx === search.x && dy === search.y) return;
    let cost = 3 * (Math.abs(dx - globalX) + Math.abs(dy - globalY));
    if (cost >= best) return;
    for (let v = 0; v < SIDE; v++) {
      const a = (y + v) * width + x;
      const b = a - dy * width - dx;
      for (let u = 0; u < SIDE; u++) cost += Math.abs((now.pixels[a + u] ?? 0) - (before.pixels[b + u] ?? 0));
    }
    if (cost >= best) return;
    best = cost;
    search.x = dx;
    search.y = dy;
  }

  function descend(): void {
    for (let step = 0; step < 12; step++) {
      const { x: fromX, y: fromY } = search;
      for (let i = 0; i < 4; i++) consider(fromX + (STRAIGHT_X[i] ?? 0), fromY + (STRAIGHT_Y[i] ?? 0));
      if (search.x !== fromX || search.y !== fromY) continue;
      for (let i = 0; i < 4; i++) consider(fromX + (i % 2 === 0 ? -1 : 1), fromY + (i < 2 ? -1 : 1));
      if (search.x === fromX && search.y === fromY) return;
    }
  }

  return search;
}

const STRAIGHT_X = [-1, 1, 0, 0];
const STRAIGHT_Y = [0, 0, -1, 1];

/** `blockGradients`. */
export function plainGradients(now: Plane, before: Plane, blocks: Blocks, field: Int16Array, sums: Float32Array): void {
  for (let index = 0; index < blocks.columns * blocks.rows; index++) sumBlock(now, before, blocks, field, index, sums);
}

function sumBlock(now: Plane, before: Plane, blocks: Blocks, field: Int16Array, index: number, sums: Float32Array): void {
  const { width, height, pixels: p } = now;
  const q = before.pixels;
  const x = blocks.left + SIDE * (index % blocks.columns);
  const y = blocks.top + SIDE * Math.floor(index / blocks.columns);
  const fromX = Math.min(width - SIDE - 1, Math.max(1, x - (field[2 * index] ?? 0)));
  const fromY = Math.min(height - SIDE - 1, Math.max(1, y - (field[2 * index + 1] ?? 0)));
  let xx = 0;
  let xy = 0;
  let yy = 0;
  let xd = 0;
  let yd = 0;
  let dd = 0;
  let sx = 0;
  let sy = 0;
  let sd = 0;
  for (let v = 0; v < SIDE; v++) {
    let a = (y + v) * width + x;
    let b = (fromY + v) * width + fromX;
    for (let u = 0; u < SIDE; u++, a++, b++) {
      const gx = ((p[a + 1] ?? 0) - (p[a - 1] ?? 0) + (q[b + 1] ?? 0) - (q[b - 1] ?? 0)) / 4;
      const gy = ((p[a + width] ?? 0) - (p[a - width] ?? 0) + (q[b + width] ?? 0) - (q[b - width] ?? 0)) / 4;
      const d = (p[a] ?? 0) - (q[b] ?? 0);
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
      xd += gx * d;
      yd += gy * d;
      dd += d * d;
      sx += gx;
      sy += gy;
      sd += d;
    }
  }
  const area = SIDE * SIDE;
  const at = 6 * index;
  sums[at] = xx - (sx * sx) / area;
  sums[at + 1] = xy - (sx * sy) / area;
  sums[at + 2] = yy - (sy * sy) / area;
  sums[at + 3] = xd - (sx * sd) / area;
  sums[at + 4] = yd - (sy * sd) / area;
  sums[at + 5] = dd - (sd * sd) / area;
}
