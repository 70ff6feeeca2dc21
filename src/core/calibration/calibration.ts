import * as z from 'zod';
import { calibrateDimension, dimensionCalibrationSchema } from './dimensionCalibration.ts';
import type { LabelledScore } from './labelledScore.ts';

/** `calibration/<fingerprint>.json`: the maps of one judge, dimension by dimension, and the data behind them. */
export const calibrationSchema = z.strictObject({
  schema: z.literal(1),
  /** Id of the judge. */
  judge: z.string().min(1),
  /** Of the judge whose raw scores were fitted; for any other judge the maps are stale. */
  fingerprint: z.string().min(1),
  /** As which its model answered, where providers tell; for other versions the maps are stale. Absent before this was recorded. */
  versions: z.array(z.string()).optional(),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  /** What share of expert scores an interval is to hold. */
  coverage: z.number().gt(0).lt(1),
  /** Decides the splits. */
  seed: z.int(),
  /** By dimension id. */
  dimensions: z.record(z.string(), dimensionCalibrationSchema),
});
export type Calibration = z.infer<typeof calibrationSchema>;

export interface CalibrationInput {
  /** Id of the judge. */
  readonly judge: string;
  readonly fingerprint: string;
  /** As which its model answered; none for a judge that measures. */
  readonly versions: readonly string[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly coverage: number;
  readonly seed: number;
  /** By dimension id. */
  readonly labels: ReadonlyMap<string, readonly LabelledScore[]>;
}

/**
 * Calibrates every dimension that has labels.
 *
 * @throws RangeError when a score lies outside 0…1 or a clip stands in a dimension twice.
 */
export function calibrateJudge({ labels, versions, ...about }: CalibrationInput): Calibration {
  return {
    schema: 1,
    ...about,
    versions: [...versions],
    dimensions: Object.fromEntries(
      [...labels].map(([dimension, scores]) => [dimension, calibrateDimension(scores, about.coverage, about.seed)]),
    ),
  };
}
