import { describe, expect, it } from 'vitest';
import { calibrateDimension, FEWEST_CLIPS } from '../../src/core/calibration/dimensionCalibration.ts';
import type { LabelledScore } from '../../src/core/calibration/labelledScore.ts';
import { applyScoreMap } from '../../src/core/calibration/scoreMap.ts';
import { COMPRESSED, GENEROUS, SATURATING, type SimulatedWorld, simulate, simulateBlindJudge } from './simulatedExperts.ts';

const COVERAGE = 0.9;
const REPETITIONS = 300;
const UNSEEN = 100;
const PLACES = 21;

/** Error stated at 60 and at 300 labelled clips: mean distance of the fitted map from the truth over the judge's scores. */
const judges = [
  { name: 'compressed', world: COMPRESSED, errorAt60: 0.025, errorAt300: 0.015 },
  { name: 'generous', world: GENEROUS, errorAt60: 0.025, errorAt300: 0.015 },
  { name: 'saturating', world: SATURATING, errorAt60: 0.05, errorAt300: 0.03 },
] as const;

function calibrated(labels: readonly LabelledScore[], seed: number) {
  const found = calibrateDimension(labels, COVERAGE, seed);
  if (found.kind !== 'calibrated' || found.radius === 'unbounded') throw new Error('no bounded calibration');
  return { ...found, radius: found.radius };
}

/** Mean distance of a map from the truth, over the range of scores that the judge gives. */
function errorOf(world: SimulatedWorld, map: (raw: number) => number): number {
  const span = world.highestRaw - world.lowestRaw;
  const places = Array.from({ length: PLACES }, (_, index) => world.lowestRaw + (span * index) / (PLACES - 1));
  return places.reduce((sum, raw) => sum + Math.abs(map(raw) - world.truth(raw)), 0) / PLACES;
}

describe.each(judges)('a $name judge', ({ world, errorAt60, errorAt300 }) => {
  it('of 60 clips: 90 % intervals hold 88–92 % of unseen clips, and the truth is recovered', () => {
    let [held, error, nestedHeld, nestedBounded] = [0, 0, 0, 0];
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      const { map, radius, heldOut } = calibrated(simulate(world, 60, 2 * repetition + 1), repetition);
      error += errorOf(world, (raw) => applyScoreMap(map, raw)) / REPETITIONS;
      nestedHeld += heldOut.intervals.held;
      nestedBounded += heldOut.intervals.bounded;
      const unseen = simulate(world, UNSEEN, 2 * repetition + 2);
      held += unseen.filter(({ raw, expert }) => Math.abs(expert - applyScoreMap(map, raw)) <= radius).length;
    }
    expect(held / (REPETITIONS * UNSEEN)).toBeGreaterThanOrEqual(0.88);
    expect(held / (REPETITIONS * UNSEEN)).toBeLessThanOrEqual(0.92);
    // The coverage that a calibration reports of itself is that of unseen clips.
    expect(nestedHeld / nestedBounded).toBeGreaterThanOrEqual(0.88);
    expect(nestedHeld / nestedBounded).toBeLessThanOrEqual(0.92);
    expect(error).toBeLessThan(errorAt60);
    expect(errorOf(world, (raw) => raw)).toBeGreaterThan(3 * errorAt60);
  });

  it('of 300 clips: the truth is recovered more closely, and the figures say so', () => {
    const draws = 10;
    let error = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const { map, heldOut, limits } = calibrated(simulate(world, 300, 1000 + draw), draw);
      error += errorOf(world, (raw) => applyScoreMap(map, raw)) / draws;
      expect(heldOut.calibratedError).toBeLessThan(heldOut.rawError);
      expect(heldOut.calibratedError).toBeLessThan(heldOut.constantError);
      expect(limits).toEqual([]);
    }
    expect(error).toBeLessThan(errorAt300);
  });

  it('claims nothing below the label threshold', () => {
    for (let clips = 0; clips < FEWEST_CLIPS; clips += 1) {
      const found = calibrateDimension(simulate(world, clips, clips), COVERAGE, 1);
      expect(found).toMatchObject({ kind: 'uncalibrated', clips, reason: 'too-few-clips' });
      expect(found).not.toHaveProperty('map');
    }
  });
});

it('takes the line for a line and a curve for a curve', () => {
  const methodOf = (world: SimulatedWorld, seed: number) => calibrated(simulate(world, 300, seed), seed).map.method;
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  expect(seeds.filter((seed) => methodOf(GENEROUS, seed) === 'affine').length).toBeGreaterThanOrEqual(15);
  expect(seeds.filter((seed) => methodOf(SATURATING, seed) !== 'affine').length).toBe(20);
});

it('says of a judge who sees nothing that he is no nearer than the experts’ mean', () => {
  for (let seed = 0; seed < 20; seed += 1) {
    const { limits } = calibrated(simulateBlindJudge(COMPRESSED, 60, 100 * seed), seed);
    expect(limits).toContain('no-nearer-than-constant');
  }
});
