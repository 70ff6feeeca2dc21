import { type CameraFit, createCameraFit } from './cameraFit.ts';
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
/** Pixels by which blocks may differ from the motion of all, round by round. */
const TOLERANCES = [2.5, 1.5, 0.9, 0.6, 0.5, 0.45];
/** Blocks whose texture must add up to this many. */
const LEAST_TEXTURE = 5;

export function createGlobalMotion({ width, height }: Size, field: MotionField): GlobalMotionEstimator {
  const { grid, vectors, sums } = field;
  const blocks = grid.columns * grid.rows;
  const relative = new Float32Array(2 * blocks);
  const residual = new Float32Array(blocks);
  const fit = createCameraFit(blocks, Math.hypot(width, height) / 2);
  const { x: centreX, y: centreY, edge, texture, vx, vy, xx: alongX, xy: across, yy: alongY } = fit.blocks;
  const { model } = fit;
  placeBlocks(field, { width, height }, fit.blocks);
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
      vx[i] = (vectors[2 * i] ?? 0) + fractionX;
      vy[i] = (vectors[2 * i + 1] ?? 0) + fractionY;
      const explained = 2 * (xd * fractionX + yd * fractionY) + quadratic(xx - NOISE, xy, yy - NOISE, fractionX, fractionY);
      residual[i] = Math.max(0, (sums[s + 5] ?? 0) + explained);
      const energy = xx + yy - 2 * NOISE;
      const scale = 2 / (energy + 2 * TEXTURE);
      alongX[i] = (xx - NOISE) * scale;
      across[i] = xy * scale;
      alongY[i] = (yy - NOISE) * scale;
      texture[i] = energy / (energy + 2 * TEXTURE);
      total += texture[i] ?? 0;
    }
    return total;
  }

  function takeOffCamera(): void {
    const [tx = 0, ty = 0, zoom = 0, roll = 0] = model;
    for (let i = 0; i < blocks; i++) {
      const x = centreX[i] ?? 0;
      const y = centreY[i] ?? 0;
      relative[2 * i] = (vx[i] ?? 0) - (tx + zoom * x - roll * y);
      relative[2 * i + 1] = (vy[i] ?? 0) - (ty + roll * x + zoom * y);
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
      for (const tolerance of TOLERANCES) confidence = fit.refine(tolerance);
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

/** Fills in the centres of the blocks, in pixels from the middle of the picture, and their weights: large at the edges. */
function placeBlocks({ grid }: MotionField, { width, height }: Size, { x, y, edge }: CameraFit['blocks']): void {
  for (let i = 0; i < x.length; i++) {
    const right = grid.left + BLOCK * (i % grid.columns) + BLOCK / 2 - width / 2;
    const down = grid.top + BLOCK * Math.floor(i / grid.columns) + BLOCK / 2 - height / 2;
    x[i] = right;
    y[i] = down;
    const out = Math.max(Math.abs((2 * right) / width), Math.abs((2 * down) / height));
    edge[i] = MIDDLE + (1 - MIDDLE) * Math.min(1, out * out * 1.2);
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
        const beside = (votes[at - 1] ?? 0) + (votes[at + 1] ?? 0) + (votes[at - SIDE] ?? 0) + (votes[at + SIDE] ?? 0);
        const above = (votes[at - SIDE - 1] ?? 0) + (votes[at - SIDE + 1] ?? 0);
        const below = (votes[at + SIDE - 1] ?? 0) + (votes[at + SIDE + 1] ?? 0);
        const sum = (votes[at] ?? 0) + 0.5 * (beside + above + below);
        if (sum <= most) continue;
        most = sum;
        model[0] = x;
        model[1] = y;
      }
      for (let i = 0; i < texture.length; i++) votes[place(vectors[2 * i] ?? 0, vectors[2 * i + 1] ?? 0)] = 0;
    },
  };
}
