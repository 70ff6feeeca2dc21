import * as z from 'zod';
import { thresholdSchema } from '../measurement.ts';
import type { ReportProblem } from './merge.ts';
import type { Taxonomy } from './model.ts';

const limit = 'Beyond this value, in the measurement’s unit, the answer is';

/** The limits of one operator, and where they come from. */
export const operatorThresholdSchema = z.strictObject({
  faultWhen: thresholdSchema.shape.faultWhen.describe('`above`: larger values are worse; `below`: smaller values are worse.'),
  partial: z.number().describe(`${limit} \`partial\`.`),
  fail: z.number().describe(`${limit} \`fail\`.`),
  origin: z.string().min(1).describe('Where the limits come from: a standard, a publication, a measurement, or a choice.'),
  found: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe(
      'Share of the faults of middle strength that the fault bench finds with these limits; null where it has none. Where many are missed, finding nothing is no `pass`.',
    ),
});
export type OperatorThreshold = z.infer<typeof operatorThresholdSchema>;

/** By operator id. */
export type Thresholds = Readonly<Record<string, OperatorThreshold>>;

/** `taxonomy/thresholds.json`. */
export const thresholdsFileSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The JSON schema of this file, for completion and validation in the editor.'),
    thresholds: z
      .record(z.string(), operatorThresholdSchema)
      .describe('The limits of every operator that finds faults, by its id.'),
  })
  .describe('Where partial and fail begin for each measured fault.');

/** A workspace's changes: any limits of known operators. Which way is bad belongs to what is measured and cannot be changed. */
export const thresholdsOverrideSchema = z
  .strictObject({
    $schema: thresholdsFileSchema.shape.$schema,
    thresholds: z
      .record(
        z.string(),
        z.strictObject({
          partial: operatorThresholdSchema.shape.partial.optional(),
          fail: operatorThresholdSchema.shape.fail.optional(),
          origin: operatorThresholdSchema.shape.origin.optional(),
        }),
      )
      .describe('The limits to change, by operator id; what is left out stays as it is.'),
  })
  .describe('Changes to the limits of EvalVerse’s measurements.');
export type ThresholdsOverride = z.infer<typeof thresholdsOverrideSchema>;

/**
 * The taxonomy with the limits of a workspace. Where `report` was called (an operator that does not exist, limits in the wrong
 * order), the result is incomplete and not to be used.
 */
export function mergeThresholds(taxonomy: Taxonomy, { thresholds }: ThresholdsOverride, report: ReportProblem): Taxonomy {
  const merged: Record<string, OperatorThreshold> = { ...taxonomy.thresholds };
  for (const [id, given] of Object.entries(thresholds)) {
    const at = ['thresholds', id];
    const held = merged[id];
    if (!held) {
      report(at, `There is no measured fault "${id}".`);
      continue;
    }
    const { partial = held.partial, fail = held.fail, origin = 'Changed in this workspace.' } = given;
    const inOrder = held.faultWhen === 'above' ? partial <= fail : partial >= fail;
    if (!inOrder) {
      report(
        at,
        `Values ${held.faultWhen} the limits of "${id}" are worse, so "partial" (${partial}) must come before "fail" (${fail}).`,
      );
    }
    // With other limits something else counts as a fault; how well the operator sees is still what was measured.
    merged[id] = { ...held, partial, fail, origin };
  }
  return { ...taxonomy, thresholds: merged };
}
