import type { ShotChange } from '../../../src/core/shotCorrections.ts';
import type { Shot } from '../../../src/core/signals.ts';
import type { TimeSpan } from '../../../src/core/time.ts';

/** Seconds from a boundary within which there is none to be made. */
const NONE_BETWEEN = 0.002;

/** The split at `time`, the start of a frame; `null` where a shot begins already. */
export function splitAt(shots: readonly Shot[], time: number): ShotChange | null {
  const isThere = shots.some(({ start, end }) => Math.abs(start - time) < NONE_BETWEEN || Math.abs(end - time) < NONE_BETWEEN);
  return isThere || shots.length === 0 ? null : { kind: 'split', at: time };
}

/** Makes the shot at `time` one with the one before; `null` in the first one. */
export function mergeAt(shots: readonly Shot[], time: number): ShotChange | null {
  const index = shots.findLastIndex(({ start }) => start <= time + NONE_BETWEEN);
  const shot = index > 0 ? shots[index] : undefined;
  return shot ? { kind: 'merge', at: shot.start } : null;
}

/** The two shots that a boundary divides, as one span: it moves within it. `null` where no shot begins. */
export function spanAround(shots: readonly Shot[], boundary: number): TimeSpan | null {
  const index = shots.findIndex(({ start }) => Math.abs(start - boundary) < NONE_BETWEEN);
  const [before, after] = [shots[index - 1], shots[index]];
  return before && after ? { start: before.start, end: after.end } : null;
}

/** Moves a boundary; `null` when it would stay, or cross its neighbours. */
export function moveTo(shots: readonly Shot[], from: number, to: number): ShotChange | null {
  const around = spanAround(shots, from);
  if (!around || Math.abs(to - from) < NONE_BETWEEN) return null;
  return to > around.start + NONE_BETWEEN && to < around.end - NONE_BETWEEN ? { kind: 'move', from, to } : null;
}
