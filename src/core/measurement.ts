import * as z from 'zod';

export const timeSpanSchema = z
  .object({ start: z.number().min(0), end: z.number().min(0) })
  .refine((span) => span.start <= span.end, { message: 'a span must not end before it starts' });

/** What a measured value means: which way is bad, and where partial and fail begin. In the measurement's unit. */
export const thresholdSchema = z.object({
  /** `above`: larger values are worse; `below`: smaller values are worse. */
  faultWhen: z.enum(['above', 'below']),
  partial: z.number(),
  fail: z.number(),
});
export type Threshold = z.infer<typeof thresholdSchema>;

/** A part of the picture as shares 0…1 of its width and height, from its upper left corner. */
export const pictureRegionSchema = z.object({
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  width: z.number().min(0).max(1),
  height: z.number().min(0).max(1),
});
export type PictureRegion = z.infer<typeof pictureRegionSchema>;

/** A number with unit, time span and the operator that made it. Deterministic: same bytes, same operator version, same number. */
export const measurementSchema = z.object({
  /** Operator id, e.g. `frozen-frames`. */
  operator: z.string(),
  /** What the number is, in words: `length of the still picture`. */
  quantity: z.string(),
  value: z.number(),
  /** `s`, `%`, `LUFS`, `dBTP`, `frames`, … ; empty for a pure ratio. */
  unit: z.string(),
  /** What the number was held against; `null` where there is no limit because the number is only shown. */
  threshold: thresholdSchema.nullable(),
  span: timeSpanSchema,
  /** Where in the picture, when it is not the whole of it. */
  region: pictureRegionSchema.optional(),
});
export type Measurement = z.infer<typeof measurementSchema>;

/**
 * The answer that a value earns against a threshold; a value on the limit is still on its good side.
 *
 * @throws RangeError when the value is not a number: nothing was measured, which is no pass.
 */
export function gradeValue(value: number, threshold: Threshold): 'pass' | 'partial' | 'fail' {
  if (Number.isNaN(value)) throw new RangeError('a measured value must be a number');
  const worse = threshold.faultWhen === 'above' ? (limit: number) => value > limit : (limit: number) => value < limit;
  if (worse(threshold.fail)) return 'fail';
  return worse(threshold.partial) ? 'partial' : 'pass';
}

/** One thing an operator found: its number and the plain sentence a reviewer reads. */
export interface MeasuredEvent {
  readonly measurement: Measurement;
  /** One sentence: what is seen or heard, with value and limit in words a reviewer understands. */
  readonly sentence: string;
}

/**
 * What an operator has to say about one range.
 * `measured`: `summary` holds the value for the whole range (the worst one where there are many), `events` each place that
 * crosses a threshold, in time order; no events means nothing was found.
 * `not-applicable`: the question does not arise (no audio track, one shot only). `unmeasurable`: it does, but this material
 * cannot answer it (too short, too few frames).
 */
export type OperatorResult = {
  readonly operator: string;
  readonly version: number;
  /** Ids of the rationales that this operator answers. */
  readonly rationales: readonly string[];
  /** Ids of the rationales that it is only a proxy for: shown beside the question, never an answer to it. */
  readonly proxyFor: readonly string[];
  /** Share of such faults that it is known to find, 0…1; `null` for proxies and where nobody measured it. */
  readonly found: number | null;
} & (
  | { readonly status: 'measured'; readonly summary: MeasuredEvent; readonly events: readonly MeasuredEvent[] }
  | { readonly status: 'not-applicable' | 'unmeasurable'; readonly reason: string }
);
