import * as z from 'zod';
import type { Thresholds } from './thresholds.ts';

/** `cinematography.lens.exposure`: lower-case kebab segments joined by dots, one segment per level below the stage. */
const segment = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens')
  .describe(
    'One segment of the full id, in lower-case words joined by hyphens. Full ids are the segments from the aspect down, joined by dots: `cinematography.lens.exposure.highlights-keep-detail`. Never change an id that verdicts already use.',
  );

const title = z.string().min(1).describe('The name that people read.');

/** How loudly a `fail` speaks; a `partial` speaks one level lower. */
export const severitySchema = z.enum(['error', 'warning', 'information']).meta({
  description: 'How loudly a `fail` speaks in the Problems view; a `partial` speaks one level lower.',
  enumDescriptions: [
    'The clip is not usable with this fault.',
    'A fault that viewers notice.',
    'A weakness that professionals notice, or a matter of taste.',
  ],
});
export type Severity = z.infer<typeof severitySchema>;

/** What a clip must bring before the question makes sense. */
export const needSchema = z.enum(['prompt', 'reference', 'audio', 'several-shots', 'faces', 'motion']).meta({
  description: 'Something that a clip must bring before the question makes sense.',
  enumDescriptions: [
    'The text the clip was generated from.',
    'A picture or video that the clip has to match.',
    'An audio track.',
    'At least two shots.',
    'At least one visible face.',
    'Movement of the camera, of people or of things.',
  ],
});

/** One atomic question a reviewer can answer by looking and listening. */
export const rationaleSchema = z
  .strictObject({
    id: segment,
    question: z
      .string()
      .min(1)
      .describe('One question, not two joined by "and", that can be answered by looking and listening. Ends in a question mark.'),
    pass: z.string().min(1).describe('What is seen or heard when the answer is yes (scores 1).'),
    partial: z.string().min(1).describe('What is seen or heard, where and for how long, when the answer is partly (scores 0.5).'),
    fail: z.string().min(1).describe('What is seen or heard when the answer is no (scores 0).'),
    needs: z
      .array(needSchema)
      .default([])
      .describe('What the clip must bring before the question makes sense. Empty or left out: nothing in particular.'),
    /** `direct`: a measurement answers it. `proxy`: a measurement hints at it and is shown, never scored. `none`: model or person only. */
    measurable: z.enum(['direct', 'proxy', 'none']).meta({
      description: 'Whether EvalVerse can answer the question by measurement, without a model.',
      enumDescriptions: [
        'A built-in measurement answers it.',
        'A measurement hints at it; it is shown and never scored.',
        'Only a model or a person can answer it.',
      ],
    }),
    severity: severitySchema,
  })
  .describe('A rationale: one atomic question, with what its three answers look like.');

export const subDimensionSchema = z
  .strictObject({
    id: segment,
    title,
    definition: z.string().min(1).describe('What this sub-dimension is about, in a sentence or two.'),
    rationales: z.array(rationaleSchema).min(1).describe('The questions, in the order in which they are asked.'),
  })
  .describe('A sub-dimension: a handful of questions about one quality.');

export const dimensionSchema = z
  .strictObject({
    id: segment,
    title,
    definition: z.string().min(1).describe('What this dimension is about, in a sentence.'),
    subDimensions: z.array(subDimensionSchema).min(1).describe('Its sub-dimensions, in the order in which they are shown.'),
  })
  .describe('A dimension: what one verdict covers.');

export const stageIdSchema = z
  .enum(['pre-production', 'production', 'post-production'])
  .describe('The stage of film making under which the aspect is shown.');
export type StageId = z.infer<typeof stageIdSchema>;

/** One file of `taxonomy/`: an aspect with all below it. Ids in the file are single segments; full ids are built on load. */
export const aspectFileSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The JSON schema of this file, for completion and validation in the editor.'),
    id: segment,
    stage: stageIdSchema,
    title,
    definition: z.string().min(1).describe('What this aspect is about, in a sentence.'),
    dimensions: z.array(dimensionSchema).min(1).describe('Its dimensions, in the order in which they are shown.'),
  })
  .describe('One aspect of the EvalVerse taxonomy with its dimensions, sub-dimensions and rationales.');
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
  /** Where partial and fail begin for the rationales that a measurement answers. */
  readonly thresholds: Thresholds;
}
