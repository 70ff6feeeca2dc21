import type { Aspect, Dimension, Rationale, Taxonomy } from './model.ts';

// Apart from the schemas of model.ts, so that a page that only shows a taxonomy does not carry zod.

/** Every aspect in taxonomy order. */
export function aspectsOf(taxonomy: Taxonomy): Aspect[] {
  return taxonomy.stages.flatMap((stage) => stage.aspects);
}

/** Every dimension in taxonomy order. */
export function dimensionsOf(taxonomy: Taxonomy): Dimension[] {
  return aspectsOf(taxonomy).flatMap((aspect) => aspect.dimensions);
}

/** Every rationale of a dimension in taxonomy order. */
export function rationalesOf(dimension: Dimension): Rationale[] {
  return dimension.subDimensions.flatMap((sub) => sub.rationales);
}
