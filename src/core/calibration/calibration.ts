import * as z from 'zod';
import { calibrateDimension, dimensionCalibrationSchema } from './dimensionCalibration.ts';
import type { LabelledScore } from './labelledScore.ts';
import { applyScoreMap } from './scoreMap.ts';

/** `calibration/<fingerprint>.json`: the maps of one judge, dimension by dimension, and the data behind them. */
export const calibrationSchema = z.strictObject({
  schema: z.literal(1),
  /** Id of the judge. */
  judge: z.string().min(1),
  /** Of the judge whose raw scores were fitted; for any other judge the maps are stale. */
  fingerprint: z.string().min(1),
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
export function calibrateJudge({ labels, ...about }: CalibrationInput): Calibration {
  return {
    schema: 1,
    ...about,
    dimensions: Object.fromEntries(
      [...labels].map(([dimension, scores]) => [dimension, calibrateDimension(scores, about.coverage, about.seed)]),
    ),
  };
}

/** A score as it is to be shown. An interval of the whole scale says nothing, and `bounded` says that it does. */
export type ShownScore =
  | {
      readonly kind: 'calibrated';
      readonly value: number;
      readonly low: number;
      readonly high: number;
      readonly bounded: boolean;
    }
  | {
      readonly kind: 'raw';
      readonly value: number;
      readonly why: 'no-calibration' | 'stale' | 'too-few-clips' | 'too-few-groups';
    };

/**
 * A dimension's raw score on the experts' scale, or as it is and why.
 *
 * @param fingerprint of the judge that gave the score.
 */
export function shownScore(calibration: Calibration | null, fingerprint: string, dimension: string, raw: number): ShownScore {
  if (calibration === null) return { kind: 'raw', value: raw, why: 'no-calibration' };
  if (calibration.fingerprint !== fingerprint) return { kind: 'raw', value: raw, why: 'stale' };
  const fitted = Object.hasOwn(calibration.dimensions, dimension) ? calibration.dimensions[dimension] : undefined;
  if (fitted === undefined) return { kind: 'raw', value: raw, why: 'no-calibration' };
  if (fitted.kind === 'uncalibrated') return { kind: 'raw', value: raw, why: fitted.reason };
  const value = applyScoreMap(fitted.map, raw);
  if (fitted.radius === 'unbounded') return { kind: 'calibrated', value, low: 0, high: 1, bounded: false };
  return {
    kind: 'calibrated',
    value,
    low: Math.max(0, value - fitted.radius),
    high: Math.min(1, value + fitted.radius),
    bounded: true,
  };
}

/** The calibration that was made for a judge, or else the youngest of another version of it, which is stale; `null` without any. */
export function calibrationFor(
  calibrations: readonly Calibration[],
  { id, fingerprint }: { readonly id: string; readonly fingerprint: string },
): Calibration | null {
  const own = calibrations.filter(({ judge }) => judge === id);
  const [youngest = null] = own.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  return own.find((calibration) => calibration.fingerprint === fingerprint) ?? youngest;
}
