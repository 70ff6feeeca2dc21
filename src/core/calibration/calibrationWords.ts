import type { Taxonomy } from '../taxonomy/model.ts';
import { dimensionsOf } from '../taxonomy/walk.ts';
import type { Calibration } from './calibration.ts';
import { type CalibrationLimit, type DimensionCalibration, FEWEST_CLIPS, FEWEST_GROUPS } from './dimensionCalibration.ts';
import type { HeldOutFigures } from './heldOutFigures.ts';
import type { MapMethod } from './scoreMap.ts';

const LIMITS: Readonly<Record<CalibrationLimit, string>> = {
  'no-nearer-than-raw': 'On held-out clips the calibrated score is not nearer to the experts than the raw one.',
  'no-nearer-than-constant':
    'The data do not show that the judge tells more than always saying the experts’ mean: differences between clips may be noise.',
  flat: 'Every raw score becomes the same: this judge does not tell clips apart here.',
  'unbounded-interval': 'There are too few clips for an interval of this coverage: it has no ends.',
};

const METHODS: Readonly<Record<MapMethod, { readonly name: string; readonly why: string }>> = {
  affine: {
    name: 'line',
    why: 'No bent curve was nearer to the experts on held-out clips by more than one standard error, so the simplest map was kept.',
  },
  isotonic: {
    name: 'isotonic steps',
    why: 'On held-out clips it was nearer to the experts than a line by more than one standard error, and nearer than the blend.',
  },
  blend: {
    name: 'blend of line and isotonic steps',
    why: 'On held-out clips it was nearer to the experts than a line by more than one standard error, and nearer than steps alone.',
  },
};

/** Of a calibration whose judge has another fingerprint by now. */
export const STALE_SENTENCE =
  'Stale: the judge answers in another version by now (model, prompt, schema, taxonomy or sampling changed), so its scores are shown raw. Calibrate again.';

/** What the map is, and why cross-validation chose it. */
export function methodWords(method: MapMethod): { readonly name: string; readonly why: string } {
  return METHODS[method];
}

/** Distances from the experts on held-out clips, before and after, beside that of a guess that never looks; in points of 0 to 100. */
export function heldOutErrors({ rawError, calibratedError, constantError }: HeldOutFigures): {
  readonly name: string;
  readonly points: number;
}[] {
  return [
    { name: 'Raw score', points: 100 * rawError },
    { name: 'Calibrated score', points: 100 * calibratedError },
    { name: 'Always the experts’ mean', points: 100 * constantError },
  ];
}

/** `37 of 40 (93 %; 90 % wanted)`. */
export function heldText({ held, bounded }: HeldOutFigures['intervals'], coverage: number): string {
  const wanted = `${Math.round(100 * coverage)} % wanted`;
  return bounded === 0
    ? `none had two ends (${wanted})`
    : `${held} of ${bounded} (${Math.round((100 * held) / bounded)} %; ${wanted})`;
}

/** Half the width in points, or that there is none. */
export function radiusText(radius: number | 'unbounded'): string {
  return radius === 'unbounded' ? 'without ends' : `±${(100 * radius).toFixed(1)}`;
}

/** What the data do not support, in sentences; none when they support all of it. */
export function limitSentences(fitted: DimensionCalibration): string[] {
  if (fitted.kind === 'calibrated') return fitted.limits.map((limit) => LIMITS[limit]);
  return fitted.reason === 'too-few-clips'
    ? [`Uncalibrated: ${fitted.clips} labelled clips are fewer than ${FEWEST_CLIPS}; scores are shown raw.`]
    : [
        `Uncalibrated: the clips come from ${fitted.groups} prompts or sources, fewer than ${FEWEST_GROUPS}; scores are shown raw.`,
      ];
}

/** The dimensions that have labels, with their titles, in taxonomy order. */
export function calibratedDimensions(
  taxonomy: Taxonomy,
  { dimensions }: Calibration,
): { readonly title: string; readonly fitted: DimensionCalibration }[] {
  return dimensionsOf(taxonomy).flatMap(({ id, title }) => {
    const fitted = Object.hasOwn(dimensions, id) ? dimensions[id] : undefined;
    return fitted === undefined ? [] : [{ title, fitted }];
  });
}

/** What a calibration does to clips that it has not seen, in lines of text. Errors are in points of 0 to 100. */
export function calibrationSummary(taxonomy: Taxonomy, calibration: Calibration): string[] {
  const share = `${Math.round(100 * calibration.coverage)} %`;
  const points = (error: number) => (100 * error).toFixed(1);
  return calibratedDimensions(taxonomy, calibration).flatMap(({ title, fitted }) => {
    const limits = limitSentences(fitted).map((sentence) => `  ${sentence}`);
    if (fitted.kind === 'uncalibrated') return [title, ...limits];
    const { rawError, calibratedError, constantError, intervals, folds } = fitted.heldOut;
    const held =
      intervals.bounded === 0
        ? 'no interval had two ends'
        : `${intervals.held} of ${intervals.bounded} intervals held the experts’ mean (${share} wanted)`;
    return [
      `${title}: ${fitted.clips} clips of ${fitted.groups} prompts or sources, ${fitted.map.method} map, interval ${radiusText(fitted.radius)}`,
      `  Mean distance from the experts on held-out clips (${folds} splits): raw ${points(rawError)}, calibrated ${points(calibratedError)}, always their mean ${points(constantError)}.`,
      `  On held-out clips ${held}.`,
      ...limits,
    ];
  });
}
