import * as z from 'zod';
import { nonNegativeAffine } from '../stats/affine.ts';
import { alongKnots, isotonicRegression } from '../stats/isotonic.ts';
import type { LabelledScore } from './labelledScore.ts';

const affineSchema = z.strictObject({ intercept: z.number(), slope: z.number().nonnegative() });
const knotsSchema = z
  .array(z.strictObject({ x: z.number(), y: z.number() }))
  .min(1)
  .refine(
    (knots) =>
      knots.every(({ x, y }, index) => index === 0 || (x > (knots[index - 1]?.x ?? x) && y >= (knots[index - 1]?.y ?? y))),
    'knots rise in x and never fall in y',
  );

/** A map from raw to expert score that never falls. A blend is the mean of its two parts. */
export const scoreMapSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('affine'), affine: affineSchema }),
  z.strictObject({ method: z.literal('isotonic'), knots: knotsSchema }),
  z.strictObject({ method: z.literal('blend'), affine: affineSchema, knots: knotsSchema }),
]);
export type ScoreMap = z.infer<typeof scoreMapSchema>;
export type MapMethod = ScoreMap['method'];

/** Simplest first. */
export const MAP_METHODS = ['affine', 'isotonic', 'blend'] as const satisfies readonly MapMethod[];

/**
 * Fits every method to the same labels.
 *
 * @throws RangeError without labels.
 */
export function fitScoreMaps(labels: readonly LabelledScore[]): Readonly<Record<MapMethod, ScoreMap>> {
  const raw = labels.map((label) => label.raw);
  const expert = labels.map((label) => label.expert);
  const affine = nonNegativeAffine(raw, expert);
  if (affine === null) throw new RangeError('no labels to fit');
  const knots = [...isotonicRegression(raw, expert)];
  return {
    affine: { method: 'affine', affine },
    isotonic: { method: 'isotonic', knots },
    blend: { method: 'blend', affine, knots },
  };
}

/** The expert score that a raw score stands for; the scale ends at 0 and 1, and so does the map. */
export function applyScoreMap(map: ScoreMap, raw: number): number {
  switch (map.method) {
    case 'affine':
      return onScale(map.affine.intercept + map.affine.slope * raw);
    case 'isotonic':
      return onScale(alongKnots(map.knots, raw));
    case 'blend':
      return (onScale(map.affine.intercept + map.affine.slope * raw) + onScale(alongKnots(map.knots, raw))) / 2;
  }
}

function onScale(value: number): number {
  return Math.max(0, Math.min(1, value));
}
