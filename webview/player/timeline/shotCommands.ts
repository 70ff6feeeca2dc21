import type { ShotChange } from '../../../src/core/shotCorrections.ts';
import type { Shot } from '../../../src/core/signals.ts';

/** Seconds from a boundary within which there is none to be made. */
const NONE_BETWEEN = 0.002;

/** The split at `time`, the start of a frame; `null` where a shot begins already. */
export function splitAt(shots: readonly Shot[], time: number): ShotChange | null {
  const isThere = shots.some(({ start, end }) => Math.abs(start - time) < NONE_BETWEEN || Math.abs(end - time) < NONE_BETWEEN);
  return isThere || shots.length === 0 ? null : { kind: 'split', at: time };
}

/** Makes the shot at `time` one with the one before, and the first one with the second; `null` when there is only one. */
export function mergeAt(shots: readonly Shot[], time: number): ShotChange | null {
  const index = shots.findLastIndex(({ start }) => start <= time + NONE_BETWEEN);
  const boundary = shots[Math.max(1, index)];
  return boundary ? { kind: 'merge', at: boundary.start } : null;
}

/** Moves a boundary; `null` when it would stay, or cross its neighbours. */
export function moveTo(shots: readonly Shot[], from: number, to: number): ShotChange | null {
  const index = shots.findIndex(({ start }) => Math.abs(start - from) < NONE_BETWEEN);
  const [before, after] = [shots[index - 1], shots[index]];
  if (!before || !after || Math.abs(to - from) < NONE_BETWEEN) return null;
  return to > before.start + NONE_BETWEEN && to < after.end - NONE_BETWEEN ? { kind: 'move', from, to } : null;
}
