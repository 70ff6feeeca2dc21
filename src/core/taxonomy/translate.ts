import * as z from 'zod';
import type { Taxonomy } from './model.ts';

const textsById = z.record(z.string(), z.string().min(1));

/** A file of `taxonomy/l10n/`: what people read of the built-in taxonomy in another language, by full id. */
export const taxonomyTranslationSchema = z.strictObject({
  stages: textsById,
  /** Of aspects, dimensions and sub-dimensions. */
  titles: textsById,
  questions: textsById,
});
export type TaxonomyTranslation = z.infer<typeof taxonomyTranslationSchema>;

/**
 * The taxonomy with titles and questions to be shown in another language; never one to judge by, since prompts and with them
 * fingerprints are made of the original's words. What a workspace worded anew stays as it was worded there.
 * @param original the taxonomy that the translation is of.
 */
export function translatedTaxonomy(taxonomy: Taxonomy, original: Taxonomy, translation: TaxonomyTranslation): Taxonomy {
  const worded = wordsOf(original);
  const inWords = (texts: Readonly<Record<string, string>>, id: string, text: string) =>
    worded.get(id) === text ? (texts[id] ?? text) : text;
  const titled = <Node extends { readonly id: string; readonly title: string }>(node: Node): Node => ({
    ...node,
    title: inWords(translation.titles, node.id, node.title),
  });
  return {
    ...taxonomy,
    stages: taxonomy.stages.map((stage) => ({
      ...stage,
      title: inWords(translation.stages, stage.id, stage.title),
      aspects: stage.aspects.map((aspect) => ({
        ...titled(aspect),
        dimensions: aspect.dimensions.map((dimension) => ({
          ...titled(dimension),
          subDimensions: dimension.subDimensions.map((sub) => ({
            ...titled(sub),
            rationales: sub.rationales.map((rationale) => ({
              ...rationale,
              question: inWords(translation.questions, rationale.id, rationale.question),
            })),
          })),
        })),
      })),
    })),
  };
}

/** Title or question of everything in a taxonomy, by full id. */
function wordsOf(taxonomy: Taxonomy): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const stage of taxonomy.stages) {
    words.set(stage.id, stage.title);
    for (const aspect of stage.aspects) {
      words.set(aspect.id, aspect.title);
      for (const dimension of aspect.dimensions) {
        words.set(dimension.id, dimension.title);
        for (const sub of dimension.subDimensions) {
          words.set(sub.id, sub.title);
          for (const { id, question } of sub.rationales) words.set(id, question);
        }
      }
    }
  }
  return words;
}
