import { z } from 'zod';

/** `cinematography.lens.exposure`: lower-case kebab segments joined by dots, one segment per level below the stage. */
const segment = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');

/** How loudly a `fail` speaks; a `partial` speaks one level lower. */
export const severitySchema = z.enum(['error', 'warning', 'information']);
export type Severity = z.infer<typeof severitySchema>;

/** What a clip must bring before the question makes sense. */
export const needSchema = z.enum(['prompt', 'reference', 'audio', 'several-shots', 'faces', 'motion']);
export type Need = z.infer<typeof needSchema>;

/** One atomic question a reviewer can answer by looking and listening. */
export const rationaleSchema = z.strictObject({
  id: segment,
  question: z.string().min(1),
  pass: z.string().min(1),
  partial: z.string().min(1),
  fail: z.string().min(1),
  needs: z.array(needSchema).default([]),
  /** `direct`: a measurement answers it. `proxy`: a measurement hints at it and is shown, never scored. `none`: model or person only. */
  measurable: z.enum(['direct', 'proxy', 'none']),
  severity: severitySchema,
});

export const subDimensionSchema = z.strictObject({
  id: segment,
  title: z.string().min(1),
  definition: z.string().min(1),
  rationales: z.array(rationaleSchema).min(1),
});

export const dimensionSchema = z.strictObject({
  id: segment,
  title: z.string().min(1),
  definition: z.string().min(1),
  subDimensions: z.array(subDimensionSchema).min(1),
});

export const stageIdSchema = z.enum(['pre-production', 'production', 'post-production']);
export type StageId = z.infer<typeof stageIdSchema>;

/** One file of `taxonomy/`: an aspect with all below it. Ids in the file are single segments; full ids are built on load. */
export const aspectFileSchema = z.strictObject({
  $schema: z.string().optional(),
  id: segment,
  stage: stageIdSchema,
  title: z.string().min(1),
  definition: z.string().min(1),
  dimensions: z.array(dimensionSchema).min(1),
});
export type AspectFile = z.infer<typeof aspectFileSchema>;

/** The loaded model: same tree, every `id` full (`aspect.dimension.sub-dimension.rationale`). */
export interface Rationale extends z.infer<typeof rationaleSchema> {}
export interface SubDimension {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly rationales: readonly Rationale[];
}
export interface Dimension {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly subDimensions: readonly SubDimension[];
}
export interface Aspect {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly dimensions: readonly Dimension[];
}
export interface Stage {
  readonly id: StageId;
  readonly title: string;
  readonly aspects: readonly Aspect[];
}
export interface Taxonomy {
  readonly stages: readonly Stage[];
}

/** Every dimension in taxonomy order. */
export function dimensionsOf(taxonomy: Taxonomy): Dimension[] {
  return taxonomy.stages.flatMap((stage) => stage.aspects.flatMap((aspect) => aspect.dimensions));
}

/** Every rationale of a dimension in taxonomy order. */
export function rationalesOf(dimension: Dimension): Rationale[] {
  return dimension.subDimensions.flatMap((sub) => sub.rationales);
}
