import * as z from 'zod';
import { conformalRadius } from '../stats/conformal.ts';
import { chooseMethod } from './chooseMethod.ts';
import { heldOutFigures, heldOutFiguresSchema } from './heldOutFigures.ts';
import { type LabelledScore, requireLabelled } from './labelledScore.ts';
import { applyScoreMap, fitScoreMaps, scoreMapSchema } from './scoreMap.ts';

/** Below this many labelled clips a fitted map is as likely to harm as to help. */
export const FEWEST_CLIPS = 15;
/** Below this many groups no nested split by group is left. */
export const FEWEST_GROUPS = 3;

/** What the labels do not support although a map was fitted. */
export const calibrationLimitSchema = z.enum([
  'no-nearer-than-raw', // on held-out clips, the calibrated score is not nearer to the experts than the raw one
  'no-nearer-than-constant', // nor, by more than two standard errors, than always saying their mean
  'flat', // the map gives every raw score the same value
  'unbounded-interval', // too few clips for an interval of the coverage asked for
]);
export type CalibrationLimit = z.infer<typeof calibrationLimitSchema>;

const counts = { clips: z.int().nonnegative(), groups: z.int().nonnegative() };

/** The outcome for one dimension: a map with its figures, or why there is none. */
export const dimensionCalibrationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('uncalibrated'), ...counts, reason: z.enum(['too-few-clips', 'too-few-groups']) }),
  z.strictObject({
    kind: z.literal('calibrated'),
    ...counts,
    map: scoreMapSchema,
    /** Half the width of the interval around a calibrated score; JSON has no number for an infinite one. */
    radius: z.union([z.number().nonnegative(), z.literal('unbounded')]),
    heldOut: heldOutFiguresSchema,
    limits: z.array(calibrationLimitSchema),
  }),
]);
export type DimensionCalibration = z.infer<typeof dimensionCalibrationSchema>;

/**
 * Calibrates one dimension of one judge: chooses the method by grouped cross-validation, fits it to all labels, and takes the
 * interval's width from clips that each fit had not seen.
 *
 * @param coverage of the intervals, such as 0.9.
 * @throws RangeError when a score lies outside 0…1 or a clip stands there twice.
 */
export function calibrateDimension(labels: readonly LabelledScore[], coverage: number, seed: number): DimensionCalibration {
  requireLabelled(labels);
  const clips = labels.length;
  const groups = new Set(labels.map(({ group }) => group)).size;
  if (clips < FEWEST_CLIPS) return { kind: 'uncalibrated', clips, groups, reason: 'too-few-clips' };
  if (groups < FEWEST_GROUPS) return { kind: 'uncalibrated', clips, groups, reason: 'too-few-groups' };
  const map = fitScoreMaps(labels)[chooseMethod(labels, seed).method];
  const { figures, residuals } = heldOutFigures(labels, coverage, seed);
  const radius = conformalRadius(residuals, coverage);
  const limits: CalibrationLimit[] = [];
  if (figures.calibratedError >= figures.rawError) limits.push('no-nearer-than-raw');
  if (figures.constantError - figures.calibratedError <= 2 * figures.gainStandardError) limits.push('no-nearer-than-constant');
  if (applyScoreMap(map, 0) === applyScoreMap(map, 1)) limits.push('flat');
  if (radius === Number.POSITIVE_INFINITY) limits.push('unbounded-interval');
  return {
    kind: 'calibrated',
    clips,
    groups,
    map,
    radius: radius === Number.POSITIVE_INFINITY ? 'unbounded' : radius,
    heldOut: figures,
    limits,
  };
}
