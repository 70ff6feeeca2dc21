import type { Size } from './frameGeometry.ts';
import { BLOCK, type MotionField, SUMS } from './motionField.ts';

/**
 * Movement of the camera between two frames as a similarity: what most of the picture agrees on, its edges before its middle,
 * where subjects stand.
 */
export interface GlobalMotion {
  /** Shares of the picture width and height; positive = content moves right, down. */
  panX: number;
  panY: number;
  /** Relative growth of the picture about its centre; 0.01 = everything is 1 % larger. */
  zoom: number;
  /** Radians about the centre; positive = content turns clockwise. */
  roll: number;
  /** 0…1: share of the textured picture that follows this motion; 0 where too little texture can tell. */
  confidence: number;
}

export interface GlobalMotionEstimator {
  /** How far each block has moved beside the camera, in pixels right and down, fractions included. Refilled by `estimate`. */
  readonly relative: Float32Array;
  /** Squared luma difference that remains of each block once its own motion is taken out, summed over it. Refilled by `estimate`. */
  readonly residual: Float32Array;
  /** 0…1 per block: how well its texture tells where it went. Refilled by `estimate`. */
  readonly texture: Float32Array;
  readonly motion: GlobalMotion;
  /** Fits the field that was pushed last. */
  estimate(): void;
}

/** Gradient energy of a block, in squared levels per pixel summed over it, at which its texture counts half. */
const TEXTURE = 500;
/** Energy that stands for the picture's own noise: a fraction of a pixel is held back where texture is not above it. */
const NOISE = 60;
/** Furthest that a block can lie beside its whole-pixel match. */
const LARGEST_FRACTION = 0.8;
/** Weight of a block in the middle of the picture; the edges have 1. */
const MIDDLE = 0.35;
/** Pixels by which blocks may differ from the motion of all, round by round, plus a share of that motion. */
const TOLERANCES = [2.5, 1.5, 0.9, 0.6, 0.5, 0.45];
const TOLERANCE_SHARE = 0.04;
/** Blocks whose texture must add up to this many. */
const LEAST_TEXTURE = 5;
/** Holds zoom and roll at rest where the blocks that follow lie too close together to tell them. */
const RESTRAINT = 0.004;

/** Unknowns: translation right and down in pixels, zoom, roll. */
const UNKNOWNS = 4;

export function createGlobalMotion({ width, height }: Size, field: MotionField): GlobalMotionEstimator {
  const { grid, vectors, sums } = field;
  const blocks = grid.columns * grid.rows;
  const local = new Float32Array(2 * blocks);
  const relative = new Float32Array(2 * blocks);
  const residual = new Float32Array(blocks);
  const texture = new Float32Array(blocks);
  /** Information about the motion of each block (xx, xy, yy), 1 for a block with plenty of texture in all directions. */
  const information = new Float32Array(3 * blocks);
  const { x: centreX, y: centreY, edge } = blockPlaces(field, { width, height });
  const reach = Math.hypot(width, height) / 2;
  const system = new Float64Array(UNKNOWNS * (UNKNOWNS + 1));
  const model = new Float64Array(UNKNOWNS);
  const votes = createVotes();
  const motion: GlobalMotion = { panX: 0, panY: 0, zoom: 0, roll: 0, confidence: 0 };

  /** Fractions of a pixel and how far each block can be trusted. */
  function readBlocks(): number {
    let total = 0;
    for (let i = 0, s = 0; i < blocks; i++, s += SUMS) {
      const xx = (sums[s] ?? 0) + NOISE;
      const xy = sums[s + 1] ?? 0;
      const yy = (sums[s + 2] ?? 0) + NOISE;
      const xd = sums[s + 3] ?? 0;
      const yd = sums[s + 4] ?? 0;
      const determinant = xx * yy - xy * xy;
      const dx = (xy * yd - yy * xd) / determinant;
      const dy = (xy * xd - xx * yd) / determinant;
      const far = Math.max(Math.abs(dx), Math.abs(dy), LARGEST_FRACTION) / LARGEST_FRACTION;
      const fractionX = dx / far;
      const fractionY = dy / far;
      local[2 * i] = (vectors[2 * i] ?? 0) + fractionX;
      local[2 * i + 1] = (vectors[2 * i + 1] ?? 0) + fractionY;
      const explained = 2 * (xd * fractionX + yd * fractionY) + quadratic(xx - NOISE, xy, yy - NOISE, fractionX, fractionY);
      residual[i] = Math.max(0, (sums[s + 5] ?? 0) + explained);
      const energy = xx + yy - 2 * NOISE;
      const scale = 2 / (energy + 2 * TEXTURE);
      information[3 * i] = (xx - NOISE) * scale;
      information[3 * i + 1] = xy * scale;
      information[3 * i + 2] = (yy - NOISE) * scale;
      texture[i] = energy / (energy + 2 * TEXTURE);
      total += texture[i] ?? 0;
    }
    return total;
  }

  /** One round of reweighted least squares; returns the share of the texture that follows. */
  function refine(tolerance: number): number {
    system.fill(0);
    const [tx = 0, ty = 0, zoom = 0, roll = 0] = model;
    let following = 0;
    let all = 0;
    for (let i = 0; i < blocks; i++) {
      const x = centreX[i] ?? 0;
      const y = centreY[i] ?? 0;
      const vx = local[2 * i] ?? 0;
      const vy = local[2 * i + 1] ?? 0;
      const ex = vx - (tx + zoom * x - roll * y);
      const ey = vy - (ty + roll * x + zoom * y);
      const xx = information[3 * i] ?? 0;
      const xy = information[3 * i + 1] ?? 0;
      const yy = information[3 * i + 2] ?? 0;
      const trust = (edge[i] ?? 0) * (texture[i] ?? 0);
      const allowed = tolerance + TOLERANCE_SHARE * (Math.abs(vx) + Math.abs(vy));
      // Distance along the directions that the texture can tell.
      const distance = quadratic(xx, xy, yy, ex, ey) / ((xx + yy) * allowed * allowed + 1e-9);
      const agreement = 1 / ((1 + distance) * (1 + distance));
      all += trust;
      following += trust * agreement;
      const weight = agreement * (edge[i] ?? 0);
      addBlock(system, x, y, weight * xx, weight * xy, weight * yy, vx, vy);
    }
    const restraint = RESTRAINT * all * reach * reach;
    system[12] = (system[12] ?? 0) + restraint;
    system[18] = (system[18] ?? 0) + restraint;
    solve(system, model);
    return all > 0 ? following / all : 0;
  }

  function takeOffCamera(): void {
    const [tx = 0, ty = 0, zoom = 0, roll = 0] = model;
    for (let i = 0; i < blocks; i++) {
      const x = centreX[i] ?? 0;
      const y = centreY[i] ?? 0;
      relative[2 * i] = (local[2 * i] ?? 0) - (tx + zoom * x - roll * y);
      relative[2 * i + 1] = (local[2 * i + 1] ?? 0) - (ty + roll * x + zoom * y);
    }
  }

  return {
    relative,
    residual,
    texture,
    motion,
    estimate() {
      motion.panX = 0;
      motion.panY = 0;
      motion.zoom = 0;
      motion.roll = 0;
      motion.confidence = 0;
      model.fill(0);
      if (readBlocks() < LEAST_TEXTURE) {
        takeOffCamera();
        return;
      }
      votes.mostCommon(vectors, edge, texture, model);
      let confidence = 0;
      for (const tolerance of TOLERANCES) confidence = refine(tolerance);
      takeOffCamera();
      motion.panX = (model[0] ?? 0) / width;
      motion.panY = (model[1] ?? 0) / height;
      motion.zoom = model[2] ?? 0;
      motion.roll = model[3] ?? 0;
      motion.confidence = confidence;
    },
  };
}

function quadratic(xx: number, xy: number, yy: number, x: number, y: number): number {
  return xx * x * x + 2 * xy * x * y + yy * y * y;
}

/** Centres of the blocks in pixels from the middle of the picture, and their weights: large at the edges. */
function blockPlaces({ grid }: MotionField, { width, height }: Size): Record<'x' | 'y' | 'edge', Float32Array> {
  const blocks = grid.columns * grid.rows;
  const places = { x: new Float32Array(blocks), y: new Float32Array(blocks), edge: new Float32Array(blocks) };
  for (let i = 0; i < blocks; i++) {
    const x = grid.left + BLOCK * (i % grid.columns) + BLOCK / 2 - width / 2;
    const y = grid.top + BLOCK * Math.floor(i / grid.columns) + BLOCK / 2 - height / 2;
    places.x[i] = x;
    places.y[i] = y;
    const out = Math.max(Math.abs((2 * x) / width), Math.abs((2 * y) / height));
    places.edge[i] = MIDDLE + (1 - MIDDLE) * Math.min(1, out * out * 1.2);
  }
  return places;
}

/** Adds one block's information (xx, xy, yy) on its motion (vx, vy) at (x, y) to the normal equations, rows of five numbers. */
function addBlock(system: Float64Array, x: number, y: number, xx: number, xy: number, yy: number, vx: number, vy: number): void {
  // The motion of a block is J · (tx, ty, zoom, roll) with J = [1 0 x −y; 0 1 y x].
  const zx = xx * x + xy * y;
  const zy = xy * x + yy * y;
  const rx = xy * x - xx * y;
  const ry = yy * x - xy * y;
  const ix = xx * vx + xy * vy;
  const iy = xy * vx + yy * vy;
  system[0] = (system[0] ?? 0) + xx;
  system[1] = (system[1] ?? 0) + xy;
  system[2] = (system[2] ?? 0) + zx;
  system[3] = (system[3] ?? 0) + rx;
  system[4] = (system[4] ?? 0) + ix;
  system[6] = (system[6] ?? 0) + yy;
  system[7] = (system[7] ?? 0) + zy;
  system[8] = (system[8] ?? 0) + ry;
  system[9] = (system[9] ?? 0) + iy;
  system[12] = (system[12] ?? 0) + x * zx + y * zy;
  system[13] = (system[13] ?? 0) + x * rx + y * ry;
  system[14] = (system[14] ?? 0) + x * ix + y * iy;
  system[18] = (system[18] ?? 0) + x * ry - y * rx;
  system[19] = (system[19] ?? 0) + x * iy - y * ix;
}

/** Solves the symmetrical system, of which the upper half is given, by elimination; `model` stays where it cannot be told. */
function solve(system: Float64Array, model: Float64Array): void {
  const row = UNKNOWNS + 1;
  for (let i = 1; i < UNKNOWNS; i++) for (let j = 0; j < i; j++) system[i * row + j] = system[j * row + i] ?? 0;
  for (let i = 0; i < UNKNOWNS; i++) {
    const pivot = system[i * row + i] ?? 0;
    if (pivot < 1e-9) return;
    for (let k = i + 1; k < UNKNOWNS; k++) {
      const factor = (system[k * row + i] ?? 0) / pivot;
      for (let j = i; j < row; j++) system[k * row + j] = (system[k * row + j] ?? 0) - factor * (system[i * row + j] ?? 0);
    }
  }
  for (let i = UNKNOWNS - 1; i >= 0; i--) {
    let value = system[i * row + UNKNOWNS] ?? 0;
    for (let j = i + 1; j < UNKNOWNS; j++) value -= (system[i * row + j] ?? 0) * (model[j] ?? 0);
    model[i] = value / (system[i * row + i] ?? 1);
  }
}

/** Finds the most common whole-pixel vector, neighbours counted in, where iteration can start. */
function createVotes() {
  const REACH = 48;
  const SIDE = 2 * REACH + 3;
  const votes = new Float32Array(SIDE * SIDE);
  const place = (x: number, y: number) =>
    (Math.min(REACH, Math.max(-REACH, y)) + REACH + 1) * SIDE + Math.min(REACH, Math.max(-REACH, x)) + REACH + 1;
  return {
    /** Writes the vector into the first two numbers of `model`. */
    mostCommon(vectors: Int16Array, edge: Float32Array, texture: Float32Array, model: Float64Array): void {
      for (let i = 0; i < texture.length; i++) {
        const at = place(vectors[2 * i] ?? 0, vectors[2 * i + 1] ?? 0);
        votes[at] = (votes[at] ?? 0) + (edge[i] ?? 0) * (texture[i] ?? 0);
      }
      let most = 0;
      for (let i = 0; i < texture.length; i++) {
        const x = vectors[2 * i] ?? 0;
        const y = vectors[2 * i + 1] ?? 0;
        const at = place(x, y);
        let sum = votes[at] ?? 0;
        for (const step of [1, SIDE, SIDE + 1, SIDE - 1]) sum += 0.5 * ((votes[at - step] ?? 0) + (votes[at + step] ?? 0));
        if (sum <= most) continue;
        most = sum;
        model[0] = x;
        model[1] = y;
      }
      for (let i = 0; i < texture.length; i++) votes[place(vectors[2 * i] ?? 0, vectors[2 * i + 1] ?? 0)] = 0;
    },
  };
}
