import type { Aspect, AspectFile, StageId, Taxonomy } from './model.ts';
import type { Thresholds } from './thresholds.ts';

const STAGES: readonly { readonly id: StageId; readonly title: string }[] = [
  { id: 'pre-production', title: 'Pre-Production' },
  { id: 'production', title: 'Production' },
  { id: 'post-production', title: 'Post-Production' },
];

/** An aspect file as part of the loaded model: every id full. */
export function aspectOf(file: AspectFile): Aspect {
  return {
    id: file.id,
    title: file.title,
    definition: file.definition,
    dimensions: file.dimensions.map((dimension) => {
      const dimensionId = `${file.id}.${dimension.id}`;
      return {
        ...dimension,
        id: dimensionId,
        subDimensions: dimension.subDimensions.map((sub) => {
          const subId = `${dimensionId}.${sub.id}`;
          return {
            ...sub,
            id: subId,
            rationales: sub.rationales.map((rationale) => ({ ...rationale, id: `${subId}.${rationale.id}` })),
          };
        }),
      };
    }),
  };
}

/** The taxonomy made of aspect files: the three stages in order, each with its aspects in the order given, and the limits of what is measured. */
export function taxonomyOf(files: readonly AspectFile[], thresholds: Thresholds): Taxonomy {
  return {
    thresholds,
    stages: STAGES.map((stage) => ({ ...stage, aspects: files.filter((file) => file.stage === stage.id).map(aspectOf) })),
  };
}
