import { createKernels } from '../kernels/kernels.ts';

/** What is known of each block, in the order in which the kernel reads it. */
const BLOCK_VALUES = ['x', 'y', 'edge', 'texture', 'vx', 'vy', 'xx', 'xy', 'yy'] as const;

/** Unknowns: translation right and down in pixels, zoom, roll. */
const UNKNOWNS = 4;
/** What a round writes: the upper half of the normal equations, and how much texture follows out of how much. */
const SYSTEM = 16;
/** Share of its motion by which a block may differ, beside the tolerance in pixels. */
const TOLERANCE_SHARE = 0.04;
/** Holds zoom and roll at rest where the blocks that follow lie too close together to tell them. */
const RESTRAINT = 0.004;

/** Fits the camera's similarity to the motion of blocks. */
export interface CameraFit {
  /**
   * To be filled for each block: its centre in pixels from the middle of the picture, its weights by place (`edge`) and by texture, how
   * far it has moved (`vx`, `vy`), and the information of its texture on that (`xx`, `xy`, `yy`).
   */
  readonly blocks: Readonly<Record<(typeof BLOCK_VALUES)[number], Float32Array>>;
  /** Translation right and down in pixels, zoom, roll: to be set before the first round, and refined by each. */
  readonly model: Float64Array;
  /** One round of reweighted least squares; returns the share of the texture that follows within `tolerance` pixels. */
  refine(tolerance: number): number;
}

/** @param reach half the diagonal of the picture, in pixels. */
export function createCameraFit(count: number, reach: number): CameraFit {
  // The kernel reads blocks in pairs; one that is all 0 has no weight.
  const padded = count + (count & 1);
  const kernels = createKernels(4 * BLOCK_VALUES.length * padded + 8 * (UNKNOWNS + SYSTEM) + 512);
  const values = kernels.floats(BLOCK_VALUES.length * padded);
  const model = kernels.doubles(UNKNOWNS);
  const sums = kernels.doubles(SYSTEM);
  const system = new Float64Array(UNKNOWNS * (UNKNOWNS + 1));
  const valuesOf = (index: number) => values.view.subarray(index * padded, index * padded + count);
  return {
    // `fromEntries` forgets that the keys are exactly the names.
    blocks: Object.fromEntries(BLOCK_VALUES.map((name, index) => [name, valuesOf(index)])) as CameraFit['blocks'],
    model: model.view,
    refine(tolerance) {
      kernels.run.fitCamera(padded, values.address, model.address, tolerance, TOLERANCE_SHARE, sums.address);
      for (let row = 0, at = 0; row < UNKNOWNS; row++) {
        for (let column = row; column <= UNKNOWNS; column++) system[row * (UNKNOWNS + 1) + column] = sums.view[at++] ?? 0;
      }
      const following = sums.view[SYSTEM - 2] ?? 0;
      const all = sums.view[SYSTEM - 1] ?? 0;
      const restraint = RESTRAINT * all * reach * reach;
      system[12] = (system[12] ?? 0) + restraint;
      system[18] = (system[18] ?? 0) + restraint;
      solve(system, model.view);
      return all > 0 ? following / all : 0;
    },
  };
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
