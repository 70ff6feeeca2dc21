import type { GlobalMotionEstimator } from './globalMotion.ts';

/** Pixels by which a block must differ from the camera's motion to be a mover; below it is what measuring adds. */
const LEAST_SPEED = 0.4;
/** Pixels per frame below which differences from the camera's motion are noise. */
const NOISE_SPEED = 0.1;

/** What moves in the picture by itself, between two frames. Pixels per frame; `at` is a share of the width. */
export interface LocalMotion {
  mean: number;
  x: number;
  y: number;
  at: number;
}

/**
 * Sums up the motion of blocks against the camera. What moves most counts most: each mover by its texture and its speed.
 *
 * @param result filled; where nothing moves or nothing can be told, the speeds are 0 and `at` is the middle.
 */
export function sumUpLocalMotion(
  { relative, texture, motion }: Pick<GlobalMotionEstimator, 'relative' | 'texture' | 'motion'>,
  columns: number,
  result: LocalMotion,
): void {
  let trust = 0;
  let speeds = 0;
  let weights = 0;
  let x = 0;
  let y = 0;
  let at = 0;
  for (let i = 0; i < texture.length; i++) {
    // Squared: where texture is poor, blocks are found anywhere.
    const weight = (texture[i] ?? 0) ** 2;
    const dx = relative[2 * i] ?? 0;
    const dy = relative[2 * i + 1] ?? 0;
    const speed = Math.sqrt(dx * dx + dy * dy);
    trust += weight;
    speeds += weight * Math.max(0, speed - NOISE_SPEED);
    if (speed < LEAST_SPEED) continue;
    const share = weight * speed;
    weights += share;
    x += share * dx;
    y += share * dy;
    at += share * ((i % columns) + 0.5);
  }
  const told = motion.confidence > 0;
  const moves = told && weights > 0;
  result.mean = told && trust > 0 ? speeds / trust : 0;
  result.x = moves ? x / weights : 0;
  result.y = moves ? y / weights : 0;
  result.at = moves ? at / weights / columns : 0.5;
}
