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

/**
 * Ids from the stage down to the node or rationale with this id, itself included; empty when the taxonomy holds none.
 */
export function pathTo(taxonomy: Taxonomy, id: string): string[] {
  const isOnWay = (node: string) => id === node || id.startsWith(`${node}.`);
  for (const stage of taxonomy.stages) {
    if (stage.id === id) return [id];
    const aspect = stage.aspects.find((one) => isOnWay(one.id));
    if (!aspect) continue;
    const dimension = aspect.dimensions.find((one) => isOnWay(one.id));
    const sub = dimension?.subDimensions.find((one) => isOnWay(one.id));
    const rationale = sub?.rationales.find((one) => one.id === id);
    const path = [stage, aspect, dimension, sub, rationale].flatMap((node) => node?.id ?? []);
    return path.at(-1) === id ? path : [];
  }
  return [];
}
