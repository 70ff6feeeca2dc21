import type { Calibration } from '../../src/core/calibration/calibration.ts';
import { testCalibration } from '../../src/core/calibration/testCalibration.ts';
import type { Taxonomy } from '../../src/core/taxonomy/model.ts';
import { dimensionsOf } from '../../src/core/taxonomy/walk.ts';

/** The measuring judge is calibrated in part, one model in all with some intervals that have no ends, another in an older version. */
export function demoCalibrations(taxonomy: Taxonomy): Calibration[] {
  const dimensions = dimensionsOf(taxonomy).map(({ id }) => id);
  const radii = (share: number): Record<string, number | 'unbounded'> =>
    Object.fromEntries(
      dimensions.slice(0, Math.ceil(dimensions.length * share)).map((id, i) => [id, i % 5 === 4 ? 'unbounded' : 0.08 + i / 100]),
    );
  return [
    testCalibration(radii(0.7), { judge: 'signals', fingerprint: 'demo' }),
    testCalibration(radii(1), { judge: 'gemini', fingerprint: 'demo-gemini' }),
    testCalibration(radii(1), { judge: 'openai', fingerprint: 'older' }),
  ];
}
