import type { Size } from './frameGeometry.ts';
import type { GlobalMotionEstimator } from './globalMotion.ts';
import { BLOCK, type MotionField, SUMS } from './motionField.ts';
import { orderStatistic } from './orderStatistic.ts';

/**
 * Detail that is redrawn in every frame jumps about its place: where it is in one frame says nothing about the next. The jumps u
 * of such a block are white noise, so that its speed v = u(t) − u(t−1) and still more its acceleration a = v(t) − v(t−1) turn round
 * from frame to frame: the mean of a(t) · a(t−1) is −4 σ² per axis. Whatever moves by force (people, water, leaves, a camera in the
 * hand) goes on for more than a frame and gives nothing or less. Accelerations of the surroundings are taken off, so that shake,
 * parallax and things that tremble as a whole do not count, and directions that the texture cannot tell do not count either.
 */
export interface Redraw {
  /** Root mean square of the jumps over the window, in pixels; 0 where nothing is redrawn. */
  jump: number;
  /** Bounding box of the areas at least half as restless as the worst, in shares 0…1 of the picture. */
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Moved frames over which one value is read. */
export const REDRAW_WINDOW = 12;
/** Areas are squares of this many blocks, at this distance from each other. */
const AREA = 3;
const STRIDE = 2;
/** An acceleration beyond this many pixels is a block that was lost, not one that jumps. */
const LARGEST_ACCELERATION = 4;
/** Mean texture of an area from which on it can be judged. */
const LEAST_TEXTURE = 0.4;
/** Pixels per frame below which an area stands: then no texture shimmers by being sampled elsewhere in every frame. */
const STANDING = 0.12;
/**
 * Residual energy, in parts of the gradient energy, that goes with a jump of one square pixel. Where much more remains of an area that
 * moves, its texture shimmers because it is too fine for the small picture, and what looks like jumps is that.
 */
const LARGEST_RESIDUAL = 14;
/** Gradient energy in squared levels per pixel that stands for noise. */
const NOISE = 10;
/** Share of the blocks that are no better than noise lets them be; black bars among them. */
const NOISY = 0.3;
/** Noise moves blocks as well, by its variance over their gradient energy on either axis; its tails need more. */
const NOISE_JUMPS = 3;

export interface RedrawMeter {
  /**
   * Takes what the estimator holds after a frame that has moved. Returns the result of the window that ends with it, reused by the
   * next call, or `null` before the first window is full.
   */
  push(): Redraw | null;
}

export function createRedrawMeter(size: Size, { grid, sums }: MotionField, estimator: GlobalMotionEstimator): RedrawMeter {
  const { columns, rows } = grid;
  const blocks = columns * rows;
  const { relative, texture } = estimator;
  const across = Math.max(0, Math.floor((columns - AREA) / STRIDE) + 1);
  const down = Math.max(0, Math.floor((rows - AREA) / STRIDE) + 1);
  const areas = across * down;
  let speeds = new Float32Array(2 * blocks);
  let spare = new Float32Array(2 * blocks);
  let own = new Float32Array(2 * blocks);
  let ownBefore = new Float32Array(2 * blocks);
  const accelerations = new Float32Array(2 * blocks);
  const turns = new Float32Array(blocks);
  const residuals = new Float32Array(blocks);
  const sorted = new Float32Array(blocks);
  const windowTurns = new Float32Array(areas * REDRAW_WINDOW);
  const windowResiduals = new Float32Array(areas * REDRAW_WINDOW);
  const windowTextures = new Float32Array(areas * REDRAW_WINDOW);
  const windowX = new Float32Array(areas * REDRAW_WINDOW);
  const windowY = new Float32Array(areas * REDRAW_WINDOW);
  const windowCamera = new Float32Array(REDRAW_WINDOW);
  const scores = new Float32Array(areas);
  const middles = new Float32Array(AREA);
  const many = new Float32Array(REDRAW_WINDOW);
  const result: Redraw = { jump: 0, left: 0, top: 0, width: 0, height: 0 };
  let count = 0;

  function readBlocks(): void {
    spare.set(relative);
    for (let i = 0; i < 2 * blocks; i++) accelerations[i] = (spare[i] ?? 0) - (speeds[i] ?? 0);
    [speeds, spare] = [spare, speeds];
    [own, ownBefore] = [ownBefore, own];
    takeOffSurroundings(accelerations, texture, columns, rows, own);
    sorted.set(estimator.residual);
    const noiseJump = (NOISE_JUMPS * orderStatistic(sorted, Math.floor(NOISY * blocks))) / (BLOCK * BLOCK);
    for (let i = 0, s = 0; i < blocks; i++, s += SUMS) {
      const ax = own[2 * i] ?? 0;
      const ay = own[2 * i + 1] ?? 0;
      const bx = ownBefore[2 * i] ?? 0;
      const by = ownBefore[2 * i + 1] ?? 0;
      const energy = (sums[s] ?? 0) + (sums[s + 2] ?? 0) + NOISE * BLOCK * BLOCK;
      residuals[i] = (estimator.residual[i] ?? 0) / energy;
      const lost = Math.max(ax * ax + ay * ay, bx * bx + by * by) > LARGEST_ACCELERATION ** 2;
      const product = (sums[s] ?? 0) * ax * bx + (sums[s + 1] ?? 0) * (ax * by + ay * bx) + (sums[s + 2] ?? 0) * ay * by;
      turns[i] = lost ? 0 : (-product / 4 - noiseJump) / energy;
    }
  }

  function readAreas(): void {
    const slot = count % REDRAW_WINDOW;
    const { panX, panY } = estimator.motion;
    windowCamera[slot] = Math.hypot(panX * size.width, panY * size.height);
    for (let area = 0; area < areas; area++) {
      const corner = STRIDE * (Math.floor(area / across) * columns + (area % across));
      const at = area * REDRAW_WINDOW + slot;
      windowTurns[at] = medianIn(turns, corner);
      windowResiduals[at] = medianIn(residuals, corner);
      windowTextures[at] = medianIn(texture, corner);
      windowX[at] = middleOf(relative, corner, 0);
      windowY[at] = middleOf(relative, corner, 1);
    }
  }

  /** Median of the nine blocks of an area: of the largest of the rows' least, the middle of their middles, the least of their largest. */
  function medianIn(values: Float32Array, corner: number): number {
    let least = Number.NEGATIVE_INFINITY;
    let largest = Number.POSITIVE_INFINITY;
    for (let y = 0; y < AREA; y++) {
      const at = corner + y * columns;
      const a = values[at] ?? 0;
      const b = values[at + 1] ?? 0;
      const c = values[at + 2] ?? 0;
      least = Math.max(least, Math.min(a, b, c));
      largest = Math.min(largest, Math.max(a, b, c));
      middles[y] = middleOfThree(a, b, c);
    }
    return middleOfThree(least, middleOfThree(middles[0] ?? 0, middles[1] ?? 0, middles[2] ?? 0), largest);
  }

  /** Motion of the block in the middle of an area. */
  function middleOf(vectors: Float32Array, corner: number, axis: 0 | 1): number {
    return vectors[2 * (corner + (AREA >> 1) * (columns + 1)) + axis] ?? 0;
  }

  /** How fast an area goes over the window, its own jumps cancelled out. */
  function speedOf(area: number): number {
    let x = 0;
    let y = 0;
    let camera = 0;
    for (let k = 0; k < REDRAW_WINDOW; k++) {
      x += windowX[area * REDRAW_WINDOW + k] ?? 0;
      y += windowY[area * REDRAW_WINDOW + k] ?? 0;
      camera += windowCamera[k] ?? 0;
    }
    return (Math.hypot(x, y) + camera) / REDRAW_WINDOW;
  }

  function medianOver(window: Float32Array, area: number): number {
    for (let k = 0; k < REDRAW_WINDOW; k++) many[k] = window[area * REDRAW_WINDOW + k] ?? 0;
    return medianOf(many);
  }

  function score(): Redraw {
    let highest = 0;
    for (let area = 0; area < areas; area++) {
      const turn = medianOver(windowTurns, area);
      const judged = turn > 0 && medianOver(windowTextures, area) >= LEAST_TEXTURE;
      const excess = judged && speedOf(area) > STANDING ? medianOver(windowResiduals, area) / (LARGEST_RESIDUAL * turn) : 1;
      scores[area] = judged ? turn / Math.max(1, excess * excess) : 0;
      highest = Math.max(highest, scores[area] ?? 0);
    }
    return boxAround(highest / 2, highest);
  }

  function boxAround(least: number, highest: number): Redraw {
    let left = columns;
    let right = 0;
    let top = rows;
    let bottom = 0;
    for (let area = 0; area < areas; area++) {
      if (highest === 0 || (scores[area] ?? 0) < least) continue;
      const x = STRIDE * (area % across);
      const y = STRIDE * Math.floor(area / across);
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x + AREA);
      bottom = Math.max(bottom, y + AREA);
    }
    const found = right > left && bottom > top;
    result.jump = Math.sqrt(highest);
    result.left = found ? left / columns : 0;
    result.top = found ? top / rows : 0;
    result.width = found ? (right - left) / columns : 0;
    result.height = found ? (bottom - top) / rows : 0;
    return result;
  }

  return {
    push() {
      readBlocks();
      // The first two accelerations lean on speeds that were not measured.
      if (count < 2) turns.fill(0);
      readAreas();
      count++;
      return count < REDRAW_WINDOW || areas === 0 ? null : score();
    },
  };
}

/** Accelerations minus the mean of the eight neighbours: well textured and calm ones count most. */
function takeOffSurroundings(
  accelerations: Float32Array,
  texture: Float32Array,
  columns: number,
  rows: number,
  own: Float32Array,
): void {
  for (let row = 0, i = 0; row < rows; row++) {
    const fromRow = Math.max(0, row - 1);
    const toRow = Math.min(rows - 1, row + 1);
    for (let column = 0; column < columns; column++, i++) {
      const toColumn = Math.min(columns - 1, column + 1);
      let x = 0;
      let y = 0;
      let weights = 1e-6;
      for (let r = fromRow; r <= toRow; r++) {
        for (let c = Math.max(0, column - 1); c <= toColumn; c++) {
          const j = r * columns + c;
          if (j === i) continue;
          const ax = accelerations[2 * j] ?? 0;
          const ay = accelerations[2 * j + 1] ?? 0;
          const weight = (texture[j] ?? 0) / (1 + ax * ax + ay * ay);
          x += weight * ax;
          y += weight * ay;
          weights += weight;
        }
      }
      own[2 * i] = (accelerations[2 * i] ?? 0) - x / weights;
      own[2 * i + 1] = (accelerations[2 * i + 1] ?? 0) - y / weights;
    }
  }
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** Sorts `values` in place and returns the one in the middle. */
function medianOf(values: Float32Array): number {
  for (let i = 1; i < values.length; i++) {
    const value = values[i] ?? 0;
    let j = i - 1;
    for (; j >= 0 && (values[j] ?? 0) > value; j--) values[j + 1] = values[j] ?? 0;
    values[j + 1] = value;
  }
  return values[values.length >> 1] ?? 0;
}
