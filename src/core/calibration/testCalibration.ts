import type { Calibration } from './calibration.ts';
import type { DimensionCalibration } from './dimensionCalibration.ts';

/**
 * A calibration of the judge of `verdictOf` that makes half the raw score and a quarter of it. For tests.
 *
 * @param radii half the interval's width by dimension id.
 */
export function testCalibration(
  radii: Readonly<Record<string, number | 'unbounded'>>,
  about: Partial<Pick<Calibration, 'judge' | 'fingerprint' | 'createdAt' | 'versions'>> = {},
): Calibration {
  const calibrated = (radius: number | 'unbounded'): DimensionCalibration => ({
    kind: 'calibrated',
    ...{ clips: 40, groups: 40, radius, limits: [] },
    map: { method: 'affine', affine: { intercept: 0.25, slope: 0.5 } },
    heldOut: {
      ...{ folds: 5, rawError: 0.2, calibratedError: 0.1, constantError: 0.3, gainStandardError: 0.05, spearman: 0.6 },
      intervals: { bounded: 40, held: 36 },
      reliability: { raw: [], calibrated: [] },
    },
  });
  return {
    schema: 1,
    ...{ judge: 'signals', fingerprint: 'fingerprint', createdAt: '2026-01-02T03:04:05Z', coverage: 0.9, seed: 1 },
    ...about,
    dimensions: Object.fromEntries(Object.entries(radii).map(([dimension, radius]) => [dimension, calibrated(radius)])),
  };
}
