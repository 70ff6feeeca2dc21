import type { Calibration } from './calibration.ts';
import { applyScoreMap } from './scoreMap.ts';

/** The judge that gave a score, as its verdict names it. */
export interface ScoringJudge {
  readonly id: string;
  readonly fingerprint: string;
  /** As which its model answered; none where nobody tells, and for a judge that measures. */
  readonly versions: readonly string[];
}

/** Where the experts' mean is to be expected. */
export interface ScoreInterval {
  readonly low: number;
  readonly high: number;
  /** What share of the experts' means such an interval is to hold. */
  readonly coverage: number;
  /** False when too few clips are labelled: it has no ends, so it is the whole scale and says nothing. */
  readonly bounded: boolean;
}

/** A calibration exists, but not of what gave the score. */
export type StaleReason = 'other-fingerprint' | 'other-model-version';
export type UncalibratedReason =
  | 'no-calibration'
  | 'too-few-clips'
  | 'too-few-groups'
  | 'part-of-clip' // maps are fitted to scores of clips as wholes
  | 'part-of-dimension' // maps are fitted to dimensions
  | 'not-all-calibrated'; // of what the mean is made of

/** A score that stands as its judge gave it, and why. */
export type RawScore =
  | { readonly status: 'stale'; readonly value: number; readonly why: StaleReason | 'not-all-calibrated' }
  | { readonly status: 'uncalibrated'; readonly value: number; readonly why: UncalibratedReason };

/** A score on the experts' scale. */
export interface CalibratedScore {
  readonly status: 'calibrated';
  readonly value: number;
  /** Before calibration. */
  readonly raw: number;
  readonly interval: ScoreInterval;
}

/** A dimension's score as it is to be shown. All values are 0…1. */
export type ShownScore = CalibratedScore | RawScore;

/**
 * The one place where a raw score becomes what is shown: on the experts' scale where a calibration of this very judge has a map
 * for the dimension, or else as it is, with the reason.
 *
 * @param calibrations of the folder that holds the clip.
 * @param raw score of a whole clip by the dimension, 0…1.
 */
export function shownScore(
  calibrations: readonly Calibration[],
  judge: ScoringJudge,
  dimension: string,
  raw: number,
): ShownScore {
  const calibration = calibrationFor(calibrations, judge);
  if (calibration === null) return { status: 'uncalibrated', value: raw, why: 'no-calibration' };
  const stale = staleReason(calibration, judge);
  if (stale !== null) return { status: 'stale', value: raw, why: stale };
  const fitted = Object.hasOwn(calibration.dimensions, dimension) ? calibration.dimensions[dimension] : undefined;
  if (fitted === undefined) return { status: 'uncalibrated', value: raw, why: 'no-calibration' };
  if (fitted.kind === 'uncalibrated') return { status: 'uncalibrated', value: raw, why: fitted.reason };
  const value = applyScoreMap(fitted.map, raw);
  const { coverage } = calibration;
  const interval =
    fitted.radius === 'unbounded'
      ? { low: 0, high: 1, coverage, bounded: false }
      : { low: Math.max(0, value - fitted.radius), high: Math.min(1, value + fitted.radius), coverage, bounded: true };
  return { status: 'calibrated', value, raw, interval };
}

/** Why a calibration does not hold for what a judge says; `null` where it does. */
export function staleReason(
  { fingerprint, versions }: Pick<Calibration, 'fingerprint' | 'versions'>,
  judge: Pick<ScoringJudge, 'fingerprint' | 'versions'>,
): StaleReason | null {
  if (fingerprint !== judge.fingerprint) return 'other-fingerprint';
  // A name such as `latest` keeps its fingerprint when another model comes to answer to it.
  return versions?.length && judge.versions.some((version) => !versions.includes(version)) ? 'other-model-version' : null;
}

/** The calibration that was made for a judge, or else the youngest of another version of it, which is stale; `null` without any. */
export function calibrationFor(
  calibrations: readonly Calibration[],
  { id, fingerprint }: Pick<ScoringJudge, 'id' | 'fingerprint'>,
): Calibration | null {
  const own = calibrations.filter(({ judge }) => judge === id);
  const [youngest = null] = own.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  return own.find((calibration) => calibration.fingerprint === fingerprint) ?? youngest;
}
