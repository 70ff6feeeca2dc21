import type { Signals } from '../../core/signals.ts';
import { type FrameRun, quantile, windowAround } from './frames.ts';

/** Seconds around a frame that tell how much the shot moves otherwise. */
const CONTEXT = 2;
/** A repeated frame changes by no more than this share of what frames around it change by: what coding adds to a repetition. */
const REPEATED_SHARE = 0.18;
/** Luma levels that any picture may change by and still stand, and those that no standing picture changes by. */
const REPEATED_LEVELS = 0.02;
const MOVING_LEVELS = 0.7;
/** Mean luma change per frame below which a shot moves too little to tell a repeated frame from a slow one. */
export const LEAST_MOVEMENT = 0.7;
/** Seconds from which repeated frames are seen as one frozen picture, by default. */
export const SHORTEST_FREEZE = 0.25;

/** Spread of luma in levels below which there is no picture to repeat: a gap in the picture is something else. */
const LEAST_SPREAD = 4;

export interface Stillness {
  /** 1 for every frame that repeats the one before it; the first frame of a run never does. */
  readonly repeats: Uint8Array;
  /** Median luma change per frame around each frame, counting moving frames only. */
  readonly movement: Float32Array;
}

/**
 * Which frames of a run repeat the one before them, judged against the movement around them both on the whole picture and
 * on native pixels at its centre. In the middle of a long stillness the movement next to it counts.
 */
export function stillnessOf(signals: Signals, run: FrameRun): Stillness {
  const { change, detailChange, lumaStep, lumaSpread } = signals.frames.series;
  // A flash changes everything and moves nothing.
  const withoutLight = (values: Float32Array) => values.map((value, i) => Math.max(0, value - Math.abs(lumaStep[i] ?? 0)));
  const movement = movementIn(signals, withoutLight(change), run);
  const detailMovement = movementIn(signals, withoutLight(detailChange), run);
  const repeats = new Uint8Array(change.length);
  for (let frame = run.from + 1; frame < run.to; frame++) {
    const usual = movement[frame] ?? 0;
    const limit = Math.min(MOVING_LEVELS, REPEATED_SHARE * usual);
    const detailLimit = Math.min(MOVING_LEVELS, REPEATED_SHARE * (detailMovement[frame] ?? 0));
    const still =
      (change[frame] ?? 0) <= Math.max(REPEATED_LEVELS, limit) &&
      (detailChange[frame] ?? 0) <= Math.max(REPEATED_LEVELS, 1.4 * detailLimit);
    repeats[frame] = still && usual >= LEAST_MOVEMENT && (lumaSpread[frame] ?? 0) >= LEAST_SPREAD ? 1 : 0;
  }
  return { repeats, movement };
}

/** The usual change around each frame; where nothing moves, that of the nearest place before (else after) that does. */
function movementIn(signals: Signals, series: Float32Array, run: FrameRun): Float32Array {
  const inner = { from: run.from + 1, to: run.to };
  const movement = new Float32Array(series.length);
  let last = 0;
  for (let frame = inner.from; frame < inner.to; frame++) {
    const usual = usualOf(series, windowAround(signals, inner, frame, CONTEXT, 8));
    if (usual >= LEAST_MOVEMENT) last = usual;
    movement[frame] = last;
  }
  let next = 0;
  for (let frame = inner.to - 1; frame >= inner.from; frame--) {
    if (movement[frame] === 0) movement[frame] = next;
    else next = movement[frame] ?? 0;
  }
  return movement;
}

/** The typical change of the moving frames: still ones, however many, do not lower it. */
function usualOf(series: Float32Array, window: FrameRun): number {
  const top = quantile(series, window, 0.9) ?? 0;
  const moving = series.slice(window.from, window.to).filter((value) => value > REPEATED_SHARE * top);
  return quantile(moving, { from: 0, to: moving.length }, 0.5) ?? 0;
}
