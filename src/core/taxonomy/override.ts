import * as z from 'zod';
import { aspectFileSchema, dimensionSchema, needSchema, rationaleSchema, subDimensionSchema } from './model.ts';

const omit = z
  .literal(true)
  .optional()
  .describe('Leave this entry, and all below it, out of the taxonomy. Anything else in the entry is ignored.');

const rationaleOverrideSchema = rationaleSchema
  .partial()
  .extend({
    id: rationaleSchema.shape.id,
    // Without the default of the base schema: what is not given must not override.
    needs: z.array(needSchema).optional().describe('What the clip must bring before the question makes sense.'),
    measurable: rationaleSchema.shape.measurable
      .optional()
      .describe('Tells what EvalVerse can measure, so it cannot be changed here: a new rationale is always `none`.'),
    omit,
  })
  .describe('Changes one rationale, or adds one when the id is new: then everything but `needs` and `measurable` is required.');
export type RationaleOverride = z.infer<typeof rationaleOverrideSchema>;

const subDimensionOverrideSchema = subDimensionSchema
  .partial()
  .extend({
    id: subDimensionSchema.shape.id,
    rationales: z.array(rationaleOverrideSchema).optional().describe('Rationales to change, add or omit.'),
    omit,
  })
  .describe('Changes one sub-dimension, or adds one when the id is new.');
export type SubDimensionOverride = z.infer<typeof subDimensionOverrideSchema>;

const dimensionOverrideSchema = dimensionSchema
  .partial()
  .extend({
    id: dimensionSchema.shape.id,
    subDimensions: z.array(subDimensionOverrideSchema).optional().describe('Sub-dimensions to change, add or omit.'),
    omit,
  })
  .describe('Changes one dimension, or adds one when the id is new.');
export type DimensionOverride = z.infer<typeof dimensionOverrideSchema>;

/**
 * A workspace's changes to one aspect: the shape of an aspect file with everything but the ids optional, and `omit`.
 * A complete aspect file is a valid override.
 */
export const aspectOverrideSchema = aspectFileSchema
  .partial()
  .extend({
    id: aspectFileSchema.shape.id,
    dimensions: z.array(dimensionOverrideSchema).optional().describe('Dimensions to change, add or omit.'),
    omit,
  })
  .describe('Changes to one aspect of the EvalVerse taxonomy, or a new aspect when the id is new.');
export type AspectOverride = z.infer<typeof aspectOverrideSchema>;
